using System.Text;
using Azure;
using Azure.Core;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using CrowdControl.AuditLog.Journal;
using CrowdControl.Domain;
using CrowdControl.Domain.Access;
using CrowdControl.Functions.Auditing;
using CrowdControl.Functions.Auditing.Attesting;
using CrowdControl.Functions.Auditing.Log;
using CrowdControl.Functions.Hosting;
using CrowdControl.LocalRuntime.Neighbours.ResourceManager;
using CrowdControl.LocalRuntime.Servers;
using CrowdControl.LocalRuntime.Tests;
using CrowdControl.Tests.Access;

namespace CrowdControl.Tests.Auditing.Attesting;

public sealed class AttestDeskTests : IAsyncLifetime
{
    private readonly PushedClock _clock = new();
    private ResourceManagerServer _azure = null!;
    private Force _force = null!;
    private Caller _fran = null!;
    private ProxiedStorage _storage = null!;

    public async Task InitializeAsync()
    {
        _azure = await ResourceManagerServer.Start("token of the app");
        _storage = await ProxiedStorage.Before(await AzuriteStorage.ConnectionString());
        _force = await Force.Found(_clock);
        _fran = await _force.Add("fran", new Grant(new GrantId("g"), Role.ProfessionalStandards, Scope.Everything, null, null));
        foreach (var (kind, appends) in new[] { ("journal", true), ("tiles", false), ("anchors", false) })
            Put(kind, new ContainerInAzure(2_555, Locked: true, ProtectedAppends: appends));
        Put("live", new ContainerInAzure(null));
        Put("ev-routine", new ContainerInAzure(30, Locked: true, VersionLevel: true));
        Put("export", new ContainerInAzure(2_555, Locked: true, VersionLevel: true));
    }

    public async Task DisposeAsync()
    {
        await _azure.DisposeAsync();
        await _storage.DisposeAsync();
    }

    [Fact]
    public async Task What_azure_says_of_all_containers_lies_among_the_anchors_and_its_hash_is_on_the_record()
    {
        _azure.Containers["audit-journal-another"] = new ContainerInAzure(null);

        await Desk().Attest(_force.Tenant, default);

        var entry = Assert.Single(await Entries("worm.attested"));
        var file = await File();
        Assert.Equal(Attestation.DigestOf(file), entry.Subject.Id);
        var found = Attestation.Read(file);
        Assert.Equal((6, ResourceManagerServer.Account), (found.Containers.Count, found.Account));
        Assert.Equal((true, true, true), Standing(await Desk().Newest(_fran, default)));
        Assert.Empty(await Entries("log.incident"));
    }

    [Fact]
    public async Task It_is_looked_once_a_day_and_stale_after_a_day_and_two_hours()
    {
        await Desk().Attest(_force.Tenant, default);
        await Desk().Attest(_force.Tenant, default);
        Assert.Single(await Entries("worm.attested"));

        _clock.Push(TimeSpan.FromHours(27));
        Assert.False((await Desk().Newest(_fran, default)).Fresh);
        await Desk().Attest(_force.Tenant, default);

        Assert.True((await Desk().Newest(_fran, default)).Fresh);
        Assert.Equal(2, (await Entries("worm.attested")).Count);
    }

    [Fact]
    public async Task Retention_that_is_not_locked_is_no_incident_and_is_not_called_locked()
    {
        Put("tiles", new ContainerInAzure(2_555));

        await Desk().Attest(_force.Tenant, default);

        Assert.Equal((true, true, false), Standing(await Desk().Newest(_fran, default)));
        Assert.Empty(await Entries("log.incident"));
    }

    [Theory]
    [InlineData("anchors", "no retention")]
    [InlineData("journal", "2555 days, and now for 2000")]
    [InlineData("tiles", "was locked, and is not")]
    [InlineData("ev-routine", "the legal hold case77")]
    [InlineData("export", "is gone")]
    public async Task What_has_become_less_than_it_was_is_an_incident_and_shown(string kind, string what)
    {
        Put("ev-routine", new ContainerInAzure(30, Locked: true, VersionLevel: true, Holds: "case77"));
        await Desk().Attest(_force.Tenant, default);
        _clock.Push(TimeSpan.FromDays(1));

        if (kind == "anchors") Put(kind, new ContainerInAzure(null));
        if (kind == "journal") Put(kind, new ContainerInAzure(2_000, Locked: true, ProtectedAppends: true));
        if (kind == "tiles") Put(kind, new ContainerInAzure(2_555));
        if (kind == "ev-routine") Put(kind, new ContainerInAzure(30, Locked: true, VersionLevel: true));
        if (kind == "export") _azure.Containers.TryRemove(Name(kind), out _);
        await Desk().Attest(_force.Tenant, default);

        var view = await Desk().Newest(_fran, default);
        Assert.Equal((true, false, false), Standing(view));
        Assert.Contains(view.Findings, finding => finding.Contains(what, StringComparison.Ordinal) && finding.Contains(Name(kind), StringComparison.Ordinal));
        Assert.Contains(what, Assert.Single(await Entries("log.incident")).Details["findings"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_an_entry_says_was_changed_on_purpose_is_no_incident()
    {
        await Desk().Attest(_force.Tenant, default);
        _clock.Push(TimeSpan.FromDays(1));
        Put("journal", new ContainerInAzure(2_000, ProtectedAppends: true));
        await _force.Trail.Record(_fran, "shorter", "retention.set", new AuditSubject("container", Name("journal")), null, AuditOutcome.Done, [], default);

        await Desk().Attest(_force.Tenant, default);

        Assert.Empty(await Entries("log.incident"));
    }

    [Fact]
    public async Task An_attestation_that_was_replaced_is_an_incident()
    {
        await Desk().Attest(_force.Tenant, default);
        var anchors = _force.Storage.Blobs.GetBlobContainerClient(RecordLogs.ContainerOf(LogArea.Anchors, _force.Tenant));
        var name = Attestation.NameOf(_clock.GetUtcNow());
        var weaker = Encoding.UTF8.GetString(await File()).Replace("\"days\": 2555", "\"days\": 1", StringComparison.Ordinal);
        await anchors.GetBlobClient(name).UploadAsync(BinaryData.FromString(weaker), overwrite: true);
        _clock.Push(TimeSpan.FromDays(1));

        await Desk().Attest(_force.Tenant, default);

        Assert.Contains("is not what it was", Assert.Single(await Entries("log.incident")).Details["findings"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_storage_enforces_nothing_nothing_is_claimed()
    {
        var desk = Desk(account: null);

        await desk.Attest(_force.Tenant, default);

        Assert.Equal((false, false, false), Standing(await desk.Newest(_fran, default)));
        Assert.Equal("false", Assert.Single(await Entries("worm.attested")).Details["enforced"]);
        Assert.Null(Attestation.Read(await File()).Account);
    }

    [Fact]
    public async Task Where_azure_does_not_answer_nothing_is_attested()
    {
        var desk = Desk(token: "token of somebody else");

        await Assert.ThrowsAsync<RequestFailedException>(() => desk.Attest(_force.Tenant, default));

        Assert.Equal((true, false, false), Standing(await desk.Newest(_fran, default)));
        Assert.Empty(await Entries("worm.attested"));
    }

    [Fact]
    public async Task A_hold_that_is_gone_from_an_exhibit_is_an_incident_unless_the_record_says_that_it_was_lifted()
    {
        var (one, two) = (await Exhibit("one"), await Exhibit("two"));
        await one.SetLegalHoldAsync(true);
        await two.SetLegalHoldAsync(true);
        await Desk().Attest(_force.Tenant, default);
        Assert.Equal(["one", "two"], Attestation.Read(await File()).Blobs.Single(container => container.Blobs == 2).Held);

        await one.SetLegalHoldAsync(false);
        await _force.Trail.Record(_fran, "lifted", "hold.lifted", new AuditSubject("evidence-blob", "one"), null, AuditOutcome.Done, [], default);
        _clock.Push(TimeSpan.FromDays(1));
        await Desk().Attest(_force.Tenant, default);
        Assert.Empty(await Entries("log.incident"));

        await two.SetLegalHoldAsync(false);
        await _force.Trail.Record(_fran, "lifted again", "hold.lifted", new AuditSubject("evidence-blob", "one"), null, AuditOutcome.Done, [], default);
        _clock.Push(TimeSpan.FromDays(1));
        await Desk().Attest(_force.Tenant, default);
        Assert.Contains("The blob two was", Assert.Single(await Entries("log.incident")).Details["findings"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_exhibit_that_was_put_there_with_a_weaker_policy_of_its_own_is_an_incident()
    {
        var exhibit = await Exhibit("weak");
        await exhibit.SetImmutabilityPolicyAsync(new() { ExpiresOn = TimeProvider.System.GetUtcNow().AddDays(400), PolicyMode = BlobImmutabilityPolicyMode.Unlocked });

        await Desk().Attest(_force.Tenant, default);

        Assert.Contains("weak is the first", Assert.Single(await Entries("log.incident")).Details["findings"], StringComparison.Ordinal);
    }

    private async Task<BlobClient> Exhibit(string name)
    {
        var container = await Force.StorageOf(_storage.ConnectionString).OfRecord(Name("ev-routine"), default);
        await container.GetBlobClient(name).UploadAsync(BinaryData.FromString(name));
        return container.GetBlobClient(name);
    }

    private static (bool, bool, bool) Standing(StorageStandingView view) => (view.Configured, view.Enforced, view.Locked);

    private AttestDesk Desk(string? account = ResourceManagerServer.Account, string token = "token of the app")
    {
        var settings = new AttestSettings(account, _azure.Address);
        var credential = DelegatedTokenCredential.Create((asked, _) =>
            new AccessToken(asked.Scopes is ["https://management.azure.com/.default"] ? token : "for another audience", DateTimeOffset.MaxValue));
        return new AttestDesk(
            _force.Logs, new AttestTable(_force.Tables), new StoragePolicies(settings, credential, _clock),
            new BlobPolicies(Force.StorageOf(_storage.ConnectionString)), settings, _force.Trail, _clock);
    }

    private void Put(string kind, ContainerInAzure container) => _azure.Containers[Name(kind)] = container;

    private string Name(string kind) => $"audit-{kind}{RecordLogs.EndingOf(_force.Tenant)}";

    private async Task<byte[]> File() =>
        (await (await _force.Logs.Opened(_force.Tenant, default)).Store.Get(LogArea.Anchors, Attestation.NameOf(_clock.GetUtcNow()), default))!.Bytes.ToArray();

    private async Task<List<AuditEntryView>> Entries(string act) =>
        [.. (await RecordReading.All(_force.Logs, _force.Secrets, _force.Tenant)).Where(entry => entry.Act == act)];
}
