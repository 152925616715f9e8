using Azure.Data.Tables;
using CrowdControl.Domain.Access;
using CrowdControl.Functions.Access;
using CrowdControl.Functions.Auditing;
using CrowdControl.Functions.Auditing.Log;
using CrowdControl.LocalRuntime.Servers;
using CrowdControl.Tests.Auditing;

namespace CrowdControl.Tests.Access;

/// <summary>Each on storage of its own: a service is set up once.</summary>
public sealed class SetUpTests : IAsyncLifetime
{
    private AzuriteServer _azurite = null!;

    public async Task InitializeAsync() => _azurite = await AzuriteServer.Start(default);

    public Task DisposeAsync() => _azurite.DisposeAsync().AsTask();

    [Fact]
    public async Task The_first_call_of_the_named_administrator_makes_the_organisation_however_many_come_at_once()
    {
        var processes = Enumerable.Range(0, 6).Select(_ => Process("Wexmoor Police", "elin")).ToList();

        var callers = await Task.WhenAll(processes.Select(process => process.Roster.Find(Force.Directory, "ELIN", "Elin Roberts", default)));

        Assert.Single(callers.Select(caller => (caller!.Tenant, caller.Member.Id)).Distinct());
        Assert.All(callers, caller => Assert.True(caller!.May(Permission.ManageMembers)));
        Assert.Equal(("Wexmoor Police", "Elin Roberts"), (callers[0]!.Organisation.Name, callers[0]!.Member.Name));
        var record = await RecordReading.All(processes[0].Logs, processes[0].Secrets, callers[0]!.Tenant);
        Assert.Equal([$"organisation/{callers[0]!.Tenant}/set-up"], record.Select(entry => entry.Details[AuditLeaf.EntryName]));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Cut_short_after_any_of_its_writes_the_next_call_finishes_it(int written)
    {
        var first = (await Process("Wexmoor Police", "elin").Roster.Find(Force.Directory, "elin", default))!;
        await CutBackTo(written);
        var next = Process("Wexmoor Police", "elin");

        var caller = await next.Roster.Find(Force.Directory, "elin", default);

        Assert.Equal((first.Tenant, first.Member.Id), (caller!.Tenant, caller.Member.Id));
        Assert.True(caller.May(Permission.ManageMembers));
        Assert.Single(await next.Roster.List(caller.Tenant, default));
        Assert.Single(await RecordReading.All(next.Logs, next.Secrets, caller.Tenant));
    }

    [Fact]
    public async Task A_service_that_has_an_organisation_makes_no_second_one()
    {
        await Process("Wexmoor Police", "elin").Roster.Find(Force.Directory, "elin", default);

        var second = await Process("Harbourside Council", "hari").Roster.Find(Force.Directory, "hari", default);

        Assert.Null(second);
    }

    [Fact]
    public async Task Nobody_but_the_named_administrator_sets_it_up()
    {
        var process = Process("Wexmoor Police", "elin");

        Assert.Null(await process.Roster.Find(Force.Directory, "mallory", default));
        Assert.Null(await process.Roster.Find("another-directory", "elin", default));
        Assert.NotNull(await process.Roster.Find(Force.Directory, "elin", default));
    }

    private Force Process(string organisation, string administrator) =>
        Force.Fresh(Force.StorageOf(_azurite.ConnectionString), organisation, administrator);

    /// <summary>Storage as it is after so many of the four writes: claim, record, organisation with member, identity.</summary>
    private async Task CutBackTo(int written)
    {
        var storage = Force.StorageOf(_azurite.ConnectionString);
        var identities = storage.Tables.GetTableClient("identities");
        await foreach (var row in identities.QueryAsync<TableEntity>())
            if (row.PartitionKey != "first-administrator") await identities.DeleteEntityAsync(row.PartitionKey, row.RowKey);
        if (written < 3) await storage.Tables.GetTableClient("members").DeleteAsync();
        if (written >= 2) return;
        await storage.Tables.GetTableClient(HeadTable.Name).DeleteAsync();
        await foreach (var container in storage.Blobs.GetBlobContainersAsync(prefix: "audit-")) await storage.Blobs.DeleteBlobContainerAsync(container.Name);
    }
}
