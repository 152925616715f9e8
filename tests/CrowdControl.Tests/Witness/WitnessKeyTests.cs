using System.Text;
using Azure;
using CrowdControl.AuditLog.Notes;
using CrowdControl.LocalRuntime.Neighbours.KeyVault;
using CrowdControl.Tests.Channels;
using CrowdControl.Witness.Keys;

namespace CrowdControl.Tests.Witness;

/// <summary>Where the witness has its key from: a secret of a vault that speaks Key Vault's REST, or a file.</summary>
public sealed class WitnessKeyTests : IDisposable
{
    // RFC 8410, section 10.3: the example's private key.
    private const string Pem = "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC\n-----END PRIVATE KEY-----\n";
    private const string Public = "19bf44096984cdfe8541bac167dc3b96c85086aa30b6b6cb0c5c38ad703166e1";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("crowdcontrol-");

    [Fact]
    public async Task A_key_in_the_vault_is_read_as_the_app_itself()
    {
        await using var vault = await VaultServer.Start(_folder.FullName, 0, CancellationToken.None);
        await Put(vault, "witness-key", Pem);

        var key = await Of(vault, "witness-key").Get(CancellationToken.None);

        Assert.Equal(Public, Convert.ToHexStringLower(key.Public.Material.Span));
        Assert.Equal("w.example", key.Public.Name);
        Assert.Equal(NoteKeyType.Cosignature, key.Public.Type);
    }

    [Fact]
    public async Task A_secret_that_is_not_there_or_a_token_that_is_not_taken_is_a_fault_and_is_asked_for_again()
    {
        await using var vault = await VaultServer.Start(_folder.FullName, 0, CancellationToken.None);
        var key = Of(vault, "witness-key");

        var missing = await Assert.ThrowsAsync<RequestFailedException>(async () => await key.Get(CancellationToken.None));
        var stranger = await Assert.ThrowsAsync<RequestFailedException>(() =>
            new VaultSecret(vault.Address, "witness-key", VaultToken.Saying("wrong")).Get(CancellationToken.None));
        await Put(vault, "witness-key", Pem);

        Assert.Equal((404, 401), (missing.Status, stranger.Status));
        Assert.Equal(Public, Convert.ToHexStringLower((await key.Get(CancellationToken.None)).Public.Material.Span));
    }

    [Fact]
    public async Task A_secret_that_is_no_key_is_refused_without_showing_any_of_it()
    {
        await using var vault = await VaultServer.Start(_folder.FullName, 0, CancellationToken.None);
        await Put(vault, "witness-key", "hush hush");

        var refused = await Assert.ThrowsAsync<FormatException>(async () => await Of(vault, "witness-key").Get(CancellationToken.None));

        Assert.DoesNotContain("hush", refused.Message, StringComparison.Ordinal);
        Assert.Contains("openssl genpkey", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_file_is_made_once_and_not_used_where_others_may_read_it()
    {
        var path = Path.Combine(_folder.FullName, "keys", "witness.pem");
        var seeds = new byte[8][];

        Parallel.For(0, 8, i => seeds[i] = KeyFile.OpenOrCreate(path));

        Assert.Single(seeds.Select(Convert.ToHexString).Distinct());
        Assert.Single(Directory.GetFiles(Path.GetDirectoryName(path)!));
        if (OperatingSystem.IsWindows()) return;
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        Assert.Contains("chmod 600", Assert.Throws<IOException>(() => KeyFile.OpenOrCreate(path)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(""), InlineData("no key"), InlineData("-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIA==\n-----END PRIVATE KEY-----\n")]
    [InlineData("-----BEGIN PUBLIC KEY-----\nMC4CAQAwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC\n-----END PUBLIC KEY-----\n")]
    [InlineData("-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VuBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC\n-----END PRIVATE KEY-----\n")]
    public void What_is_no_Ed25519_key_is_refused(string pem)
    {
        Assert.Throws<FormatException>(() => Ed25519Pem.Read(pem, "It"));
    }

    [Fact]
    public void What_is_written_is_what_is_read()
    {
        Assert.Equal(Pem, Ed25519Pem.Write(Ed25519Pem.Read(Pem, "It")));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static WitnessKey Of(VaultServer vault, string name) =>
        new(new KeySettings("w.example", name, vault.Address), VaultToken.Of(vault).GetAwaiter().GetResult());

    private static async Task Put(VaultServer vault, string name, string value)
    {
        var token = await (await VaultToken.Of(vault)).GetTokenAsync(new(["any"]), CancellationToken.None);
        using var http = new HttpClient { DefaultRequestHeaders = { { "Authorization", $"Bearer {token.Token}" } } };
        using var body = new StringContent(System.Text.Json.JsonSerializer.Serialize(new { value }), Encoding.UTF8, "application/json");
        (await http.PutAsync(new Uri(vault.Address, $"secrets/{name}?api-version=7.4"), body)).EnsureSuccessStatusCode();
    }
}
