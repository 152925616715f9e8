using System.Security.Cryptography;
using System.Text;
using Azure.Data.Tables;
using CrowdControl.Domain;
using CrowdControl.Functions.Auditing.Secrets;
using CrowdControl.Functions.Hosting;
using CrowdControl.Functions.Hosting.Vault;
using CrowdControl.LocalRuntime.Neighbours.KeyVault;
using CrowdControl.Tests.Access;
using CrowdControl.Tests.Channels;

namespace CrowdControl.Tests.Auditing.Secrets;

public sealed class SecretTableTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Evening = new(2026, 11, 2, 23, 59, 59, 900, TimeSpan.Zero);
    private readonly string _directory = Directory.CreateTempSubdirectory("crowdcontrol-").FullName;
    private readonly TenantId _tenant = new(AzuriteStorage.FreshName("force"));
    private StorageClients _storage = null!;
    private VaultServer _server = null!;
    private VaultClient _vault = null!;

    public async Task InitializeAsync()
    {
        _storage = Force.StorageOf(await AzuriteStorage.ConnectionString());
        _server = await VaultServer.Start(_directory, 0, default);
        _vault = new VaultClient(new VaultSettings(_server.Address), await VaultToken.Of(_server), TimeProvider.System);
    }

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }

    [Fact]
    public async Task What_one_instance_kept_another_reads_over_midnight_too()
    {
        await Fresh().Add(_tenant, "first", Evening, [Field("reason", "duplicate of p:77a9")], default);
        await Fresh().Add(_tenant, "second", Evening.AddMilliseconds(200), [Field("reason", "spelling"), Field("colour", "blue")], default);

        var read = await Fresh().Read(
            _tenant, [("first", Evening.AddMilliseconds(150)), ("second", Evening.AddMilliseconds(200)), ("third", Evening)], default);

        Assert.Equal(2, read.Count);
        Assert.Equal("duplicate of p:77a9", Assert.Single(read["first"].Single()).Value);
        Assert.Equal(["spelling", "blue"], read["second"].Single().Select(field => field.Value));
    }

    [Fact]
    public async Task Instances_that_start_at_once_agree_on_one_key()
    {
        var ids = Enumerable.Range(0, 8).Select(one => $"entry-{one}").ToList();

        await Task.WhenAll(ids.Select(id => Fresh().Add(_tenant, id, Evening, [Field("number", id)], default)));

        var read = await Fresh().Read(_tenant, [.. ids.Select(id => (id, Evening))], default);
        Assert.All(ids, id => Assert.Equal(id, Assert.Single(read[id].Single()).Value));
    }

    [Fact]
    public async Task What_is_erased_is_gone_and_the_rest_stays()
    {
        await Fresh().Add(_tenant, "one", Evening, [Field("name", "Mair Jones"), Field("reason", "spelling")], default);

        Assert.Equal(["name"], await Fresh().Erase(_tenant, "one", Evening, ["name", "address"], default));

        Assert.Equal("reason", Assert.Single((await Fresh().Read(_tenant, [("one", Evening)], default))["one"].Single()).Name);
        Assert.Empty(await Fresh().Erase(_tenant, "one", Evening, ["name"], default));
        Assert.Empty(await Fresh().Erase(_tenant, "two", Evening, ["name"], default));
    }

    [Fact]
    public async Task A_dump_of_the_table_holds_no_value_and_a_row_in_another_place_does_not_open()
    {
        await Fresh().Add(_tenant, "one", Evening, [Field("name", "Mair Jones of Harbour Lane")], default);
        var table = _storage.Tables.GetTableClient(SecretTable.Name);
        var row = await table.QueryAsync<TableEntity>(row => row.PartitionKey == $"{_tenant}|20261102").SingleAsync();

        Assert.DoesNotContain(row, property => property.Value is byte[] bytes && Encoding.UTF8.GetString(bytes).Contains("Mair", StringComparison.Ordinal));
        row.RowKey = row.RowKey.Replace("one", "two", StringComparison.Ordinal);
        await table.AddEntityAsync(row);
        await Assert.ThrowsAnyAsync<CryptographicException>(() => Fresh().Read(_tenant, [("two", Evening)], default));
    }

    [Fact]
    public async Task What_was_kept_for_an_act_that_was_tried_twice_is_taken_away_again()
    {
        await Fresh().Add(_tenant, "one", Evening, [Field("reason", "first")], default);
        var again = await Fresh().Add(_tenant, "one", Evening, [Field("reason", "second")], default);

        await Fresh().Remove(again, default);

        Assert.Equal("first", Assert.Single((await Fresh().Read(_tenant, [("one", Evening)], default))["one"].Single()).Value);
    }

    /// <summary>The same storage and vault, and nothing remembered.</summary>
    private SecretTable Fresh()
    {
        var tables = new Tables(_storage);
        return new SecretTable(tables, new WrappingKey(tables, _vault));
    }

    private static Disclosure Field(string name, string value) => new(name, RandomNumberGenerator.GetBytes(32), value);
}
