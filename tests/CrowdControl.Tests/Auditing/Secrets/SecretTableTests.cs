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
        var (first, second) = (Guid.CreateVersion7(Evening), Guid.CreateVersion7(Evening.AddMilliseconds(200)));
        await Fresh().Add(_tenant, first, [Field("reason", "duplicate of p:77a9")], default);
        await Fresh().Add(_tenant, second, [Field("reason", "spelling"), Field("colour", "blue")], default);

        var read = await Fresh().Read(_tenant, [first, second, Guid.CreateVersion7(Evening)], default);

        Assert.Equal(2, read.Count);
        Assert.Equal("duplicate of p:77a9", Assert.Single(read[first]).Value);
        Assert.Equal(["spelling", "blue"], read[second].Select(field => field.Value));
    }

    [Fact]
    public async Task Instances_that_start_at_once_agree_on_one_key()
    {
        var ids = Enumerable.Range(0, 8).Select(one => Guid.CreateVersion7(Evening.AddSeconds(-one))).ToList();

        await Task.WhenAll(ids.Select(id => Fresh().Add(_tenant, id, [Field("number", id.ToString())], default)));

        var read = await Fresh().Read(_tenant, ids, default);
        Assert.All(ids, id => Assert.Equal(id.ToString(), Assert.Single(read[id]).Value));
    }

    [Fact]
    public async Task What_is_erased_is_gone_and_the_rest_stays()
    {
        var id = Guid.CreateVersion7(Evening);
        await Fresh().Add(_tenant, id, [Field("name", "Mair Jones"), Field("reason", "spelling")], default);

        Assert.Equal(["name"], await Fresh().Erase(_tenant, id, ["name", "address"], default));

        Assert.Equal("reason", Assert.Single((await Fresh().Read(_tenant, [id], default))[id]).Name);
        Assert.Empty(await Fresh().Erase(_tenant, id, ["name"], default));
        Assert.Empty(await Fresh().Erase(_tenant, Guid.CreateVersion7(Evening), ["name"], default));
    }

    [Fact]
    public async Task A_dump_of_the_table_holds_no_value_and_a_row_in_another_place_does_not_open()
    {
        var (id, other) = (Guid.CreateVersion7(Evening), Guid.CreateVersion7(Evening));
        await Fresh().Add(_tenant, id, [Field("name", "Mair Jones of Harbour Lane")], default);
        var table = _storage.Tables.GetTableClient(SecretTable.Name);
        var row = (await table.GetEntityAsync<TableEntity>($"{_tenant}|20261102", id.ToString())).Value;

        Assert.DoesNotContain(row, property => property.Value is byte[] bytes && Encoding.UTF8.GetString(bytes).Contains("Mair", StringComparison.Ordinal));
        row.RowKey = other.ToString();
        await table.AddEntityAsync(row);
        await Assert.ThrowsAnyAsync<CryptographicException>(() => Fresh().Read(_tenant, [other], default));
    }

    [Fact]
    public async Task An_entry_is_kept_once()
    {
        var id = Guid.CreateVersion7(Evening);
        await Fresh().Add(_tenant, id, [Field("reason", "first")], default);

        var again = await Assert.ThrowsAsync<Azure.RequestFailedException>(() => Fresh().Add(_tenant, id, [Field("reason", "second")], default));

        Assert.Equal(409, again.Status);
        Assert.Equal("first", Assert.Single((await Fresh().Read(_tenant, [id], default))[id]).Value);
    }

    /// <summary>The same storage and vault, and nothing remembered.</summary>
    private SecretTable Fresh()
    {
        var tables = new Tables(_storage);
        return new SecretTable(tables, new WrappingKey(tables, _vault));
    }

    private static Disclosure Field(string name, string value) => new(name, RandomNumberGenerator.GetBytes(32), value);
}
