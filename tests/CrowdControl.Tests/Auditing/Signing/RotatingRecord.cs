using System.Collections.Immutable;
using System.Text;
using CrowdControl.AuditLog.Exporting;
using CrowdControl.AuditLog.Journal;
using CrowdControl.AuditLog.Notes;
using CrowdControl.AuditLog.Verifying;
using CrowdControl.Domain;
using CrowdControl.Functions.Auditing;
using CrowdControl.Functions.Auditing.Anchors;
using CrowdControl.Functions.Auditing.Index;
using CrowdControl.Functions.Auditing.Log;
using CrowdControl.Functions.Auditing.Secrets;
using CrowdControl.Functions.Auditing.Signing;
using CrowdControl.Functions.Auditing.Views;
using CrowdControl.Functions.Hosting.Vault;
using CrowdControl.LocalRuntime.Tests;
using CrowdControl.Tests.Access;
using Microsoft.Extensions.Logging.Abstractions;

namespace CrowdControl.Tests.Auditing.Signing;

/// <summary>An organisation's record whose key may be replaced.</summary>
internal sealed class RotatingRecord : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("crowdcontrol-");
    private int _exports;

    private RotatingRecord(Force force, AuditSettings settings, VaultClient vault, PushedClock clock)
    {
        (Force, Settings, Vault, Clock) = (force, settings, vault, clock);
        var (keys, table) = (new SigningKeys(settings, vault), new KeyTable(force.Tables));
        Logs = new RecordLogs(
            force.Storage, new HeadTable(force.Tables), new IndexTable(force.Tables), new IndexTerms(force.Tables), force.Secrets, keys, table, settings, clock);
        Trail = new AuditTrail(Logs, force.Secrets, clock);
        Policies = new PolicyDesk(Logs, settings);
        var anchors = new AnchorDesk(Logs, new AnchorTable(force.Tables), Trail, WitnessSettings.None, null, clock);
        Timer = new PublishRecord(
            Logs, Trail, new KeyRotation(Logs, Trail, keys, table, clock), new ViewLog(new ViewTable(force.Tables), Trail, clock),
            new IndexRebuild(Logs, new IndexTable(force.Tables), Trail), anchors, clock,
            NullLogger<PublishRecord>.Instance);
    }

    public Force Force { get; }

    public AuditSettings Settings { get; }

    public VaultClient Vault { get; }

    public PushedClock Clock { get; }

    public RecordLogs Logs { get; }

    public AuditTrail Trail { get; }

    public PolicyDesk Policies { get; }

    public PublishRecord Timer { get; }

    public TenantId Tenant => Force.Tenant;

    public static async Task<RotatingRecord> Of(AuditSettings settings, VaultClient vault)
    {
        var clock = new PushedClock();
        return new(await Force.Found(clock), settings, vault, clock);
    }

    /// <summary>The same record in another instance of the app.</summary>
    public RotatingRecord Beside() => new(Force, Settings, Vault, Clock);

    /// <summary>Some acts, and then the timer.</summary>
    public async Task Pass(TimeSpan time, string name)
    {
        Clock.Push(time);
        for (var act = 0; act < 3; act++)
            await Trail.Record(
                new AuditEvent(
                    Tenant, $"{name}-{act}", Clock.GetUtcNow(), Actor.Job("test"), "test.done", new AuditSubject("test", "x"), null, AuditOutcome.Done,
                    ImmutableSortedDictionary<string, string>.Empty), default);
        await Timer.Publish(Tenant, default);
    }

    /// <summary>The live checkpoint.</summary>
    public async Task<SignedNote> Live()
    {
        var (log, _) = await Logs.Opened(Tenant, default);
        return (await log.PublishAll(default))!;
    }

    public async Task<TrustPolicy> Policy() => TrustPolicy.Parse(await Policies.Write(Tenant, default));

    public async Task<string> PolicyText() => Encoding.UTF8.GetString(await Policies.Write(Tenant, default));

    public async Task<IReadOnlyList<AuditEntryView>> Entries() => await RecordReading.All(Logs, Force.Secrets, Tenant);

    /// <summary>What a stranger finds who has the export and the policy that the product serves.</summary>
    public async Task<LogReport> Verified()
    {
        var (log, store) = await Logs.Opened(Tenant, default);
        var directory = Path.Combine(_folder.FullName, $"export{_exports++}");
        await new LogExport(log, store, (await Logs.Opened(Tenant, default)).Folder).Write(directory, default);
        return LogVerification.Verify(new ExportedLog(directory), new VerificationTerms { Policy = await Policy(), AsOf = Clock.GetUtcNow() });
    }

    public async ValueTask DisposeAsync()
    {
        await Logs.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
