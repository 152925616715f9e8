using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Azure;
using Azure.Core;
using Azure.Data.Tables;
using CrowdControl.LocalRuntime.Servers;

namespace CrowdControl.LocalRuntime.Tests.Tables;

/// <summary>"Configure Azure Storage connection strings" and "Authorize with Shared Key" of Azure Storage.</summary>
public sealed class ConnectionTests
{
    private const string Account = "devstoreaccount1";
    private const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    [Theory]
    [InlineData("UseDevelopmentStorage=true", "http://127.0.0.1:10002/devstoreaccount1", "devstoreaccount1")]
    [InlineData("UseDevelopmentStorage=true;DevelopmentStorageProxyUri=http://box", "http://box:10002/devstoreaccount1", "devstoreaccount1")]
    [InlineData("AccountName=police;AccountKey=AAAA;EndpointSuffix=core.windows.net", "https://police.table.core.windows.net/", "police")]
    [InlineData(
        "DefaultEndpointsProtocol=http;AccountName=police;AccountKey=AAAA;EndpointSuffix=here",
        "http://police.table.here/",
        "police")]
    [InlineData("AccountName=police;AccountKey=AAAA;TableEndpoint=https://own.example/tables", "https://own.example/tables", "police")]
    [InlineData("TableEndpoint=https://police.table.core.windows.net/;SharedAccessSignature=sv=1&sig=2", "https://police.table.core.windows.net/", "police")]
    public void A_connection_string_says_where_and_who(string connectionString, string address, string account)
    {
        var client = new TableServiceClient(connectionString);

        Assert.Equal((address, account), (client.Uri.AbsoluteUri, client.AccountName));
    }

    [Theory]
    [InlineData("", typeof(ArgumentException))]
    [InlineData("police", typeof(InvalidOperationException))]
    [InlineData("AccountName=police", typeof(ArgumentException))]
    [InlineData("AccountName=police;AccountKey=AAAA", typeof(ArgumentException))]
    [InlineData("AccountName=police;AccountKey=not base64;EndpointSuffix=x", typeof(FormatException))]
    public void A_connection_string_that_says_too_little_is_refused(string connectionString, Type expected) =>
        Assert.Throws(expected, () => new TableServiceClient(connectionString));

    [Fact]
    public async Task A_key_signs_requests_and_may_be_changed_while_in_use()
    {
        var credential = new TableSharedKeyCredential(Account, Convert.ToBase64String(new byte[64]));
        var client = new TableServiceClient(await Tables(), credential).GetTableClient(FreshTable.Name());

        var refused = await Assert.ThrowsAsync<RequestFailedException>(() => client.CreateAsync());
        credential.SetAccountKey(Key);
        var created = await client.CreateAsync();

        Assert.Equal(403, refused.Status);
        Assert.Equal(201, created.GetRawResponse().Status);
    }

    [Fact]
    public async Task A_client_of_one_table_knows_its_name_and_address()
    {
        var address = await Tables();
        var credential = new TableSharedKeyCredential(Account, Key);
        var table = new TableClient(address, FreshTable.Name(), credential);

        await table.CreateAsync();

        Assert.Equal(new Uri($"{address.AbsoluteUri}/{table.Name}"), table.Uri);
        Assert.Equal(Account, table.AccountName);
        Assert.Equal(table.Uri, new TableClient(table.Uri, table.Name, credential).Uri);
        Assert.Equal("http://127.0.0.1:10002/devstoreaccount1/rows", new TableClient("UseDevelopmentStorage=true", "rows").Uri.AbsoluteUri);
    }

    [Fact]
    public async Task A_shared_access_signature_may_stand_in_the_address_in_a_credential_or_in_a_connection_string()
    {
        var address = await Tables();
        var table = await FreshTable.Create();
        var signature = Signature();

        TableClient[] clients =
        [
            new TableServiceClient(new Uri($"{address}?{signature}")).GetTableClient(table.Name),
            new TableServiceClient(address, new AzureSasCredential(signature)).GetTableClient(table.Name),
            new TableServiceClient($"TableEndpoint={address};SharedAccessSignature={signature}").GetTableClient(table.Name),
            new TableClient(new Uri($"{address}/{table.Name}?{signature}")),
            new TableClient(new Uri($"{address}/{table.Name}"), new AzureSasCredential(signature)),
        ];

        foreach (var client in clients) await client.UpsertEntityAsync(new TableEntity("p", "r"));
        Assert.Single(await clients[0].QueryAsync<TableEntity>(maxPerPage: 1).ToListAsync());
        Assert.All(clients, client => Assert.Equal(table.Uri, client.Uri));
    }

    [Fact]
    public async Task A_token_and_a_signature_never_travel_in_the_clear()
    {
        var elsewhere = new Uri("http://tables.example/");
        var withToken = new TableServiceClient(await Tables(), new AnyToken()).GetTableClient("rows");

        await Assert.ThrowsAsync<InvalidOperationException>(() => withToken.CreateAsync());
        Assert.Throws<ArgumentException>(() => new TableServiceClient(elsewhere, new AzureSasCredential("sig=x")));
        Assert.Throws<ArgumentException>(() => new TableServiceClient(new Uri("http://tables.example/?sig=x")));
    }

    private static async Task<Uri> Tables()
    {
        var parts = (await AzuriteServer.Shared).ConnectionString.Split(';').First(part => part.StartsWith("TableEndpoint=", StringComparison.Ordinal));
        return new Uri(parts["TableEndpoint=".Length..]);
    }

    /// <summary>"Create an account SAS", for the Table service alone, good for all that a client does.</summary>
    private static string Signature()
    {
        var until = TimeProvider.System.GetUtcNow().AddHours(1).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
        var signed = $"{Account}\nrwdlau\nt\nsco\n\n{until}\n\n\n2019-02-02\n";
        var signature = Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(Key), Encoding.UTF8.GetBytes(signed)));
        return $"sv=2019-02-02&ss=t&srt=sco&sp=rwdlau&se={Uri.EscapeDataString(until)}&sig={Uri.EscapeDataString(signature)}";
    }

    private sealed class AnyToken : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            new("token", DateTimeOffset.MaxValue);

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            new(GetToken(requestContext, cancellationToken));
    }
}
