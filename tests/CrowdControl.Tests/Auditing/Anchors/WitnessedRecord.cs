using System.Security.Cryptography.X509Certificates;
using CrowdControl.AuditLog.Exporting;
using CrowdControl.AuditLog.Journal;
using CrowdControl.AuditLog.Notes;
using CrowdControl.AuditLog.Verifying;
using CrowdControl.Functions.Auditing;
using CrowdControl.Functions.Auditing.Anchors;
using CrowdControl.Functions.Auditing.Index;
using CrowdControl.Functions.Auditing.Log;
using CrowdControl.Functions.Auditing.Signing;
using CrowdControl.Functions.Auditing.Views;
using CrowdControl.Functions.Hosting;
using CrowdControl.LocalRuntime.Tests;
using CrowdControl.Tests.Access;
using CrowdControl.Tests.AuditLog.Witnessing;
using Microsoft.Extensions.Logging.Abstractions;

namespace CrowdControl.Tests.Auditing.Anchors;

/// <summary>An invented organisation whose record some witnesses cosign, put together as the app does.</summary>
internal sealed class WitnessedRecord : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("crowdcontrol-");
    private int _exports;

    private WitnessedRecord(Force force, PushedClock clock, IEnumerable<ScriptedWitness> witnesses, (Uri Address, X509Certificate2 Root)? stamps = null)
    {
        (Force, Clock) = (force, clock);
        var settings = TestVault.Audit with { Witnesses = new WitnessSettings([.. witnesses.Select(witness => witness.Address)], 1), Grid = TimeSpan.FromDays(1) };
        if (stamps is { } given) settings = settings with { TimeStampAuthority = given.Address, TimeStampRoot = given.Root };
        var keys = new SigningKeys(settings, TestVault.Client);
        var table = new AnchorTable(force.Tables);
        var desk = new CosigningDesk(settings.Witnesses, table, OutwardClient.Create(), clock);
        Logs = new RecordLogs(
            force.Storage, new HeadTable(force.Tables), new IndexTable(force.Tables), new IndexTerms(force.Tables), force.Secrets, keys,
            new KeyTable(force.Tables), settings, clock, desk);
        Trail = new AuditTrail(Logs, force.Secrets, clock);
        Anchors = new AnchorDesk(Logs, table, Trail, settings.Witnesses,
            stamps is { } asked ? new TimeStampAuthority(OutwardClient.Create(), asked.Address, asked.Root) : null, clock);
        Policies = new PolicyDesk(Logs, settings);
        Timer = new PublishRecord(
            Logs, Trail, new KeyRotation(Logs, Trail, keys, new KeyTable(force.Tables), clock), new ViewLog(new ViewTable(force.Tables), Trail, clock),
            new IndexRebuild(Logs, new IndexTable(force.Tables), Trail), Anchors, clock, NullLogger<PublishRecord>.Instance);
    }

    public Force Force { get; }

    public PushedClock Clock { get; }

    public RecordLogs Logs { get; }

    public AuditTrail Trail { get; }

    public AnchorDesk Anchors { get; }

    public PolicyDesk Policies { get; }

    public PublishRecord Timer { get; }

    public static async Task<WitnessedRecord> Of(PushedClock clock, params IEnumerable<ScriptedWitness> witnesses) =>
        new(await Force.Found(clock), clock, witnesses);

    /// <summary>With a time stamping authority.</summary>
    public static async Task<WitnessedRecord> Of(PushedClock clock, Uri authority, X509Certificate2 root, params IEnumerable<ScriptedWitness> witnesses) =>
        new(await Force.Found(clock), clock, witnesses, (authority, root));

    /// <summary>The same record in another instance of the app.</summary>
    public WitnessedRecord Beside() => new(Force, Clock, []);

    /// <summary>Five minutes later the timer comes.</summary>
    public Task Tick()
    {
        Clock.Push(TimeSpan.FromMinutes(5));
        return Timer.Publish(Force.Tenant, CancellationToken.None);
    }

    public async Task<byte[]?> Stored(string name)
    {
        var container = Force.Storage.Blobs.GetBlobContainerClient(RecordLogs.ContainerOf(LogArea.Anchors, Force.Tenant));
        var blob = container.GetBlobClient(name);
        return await blob.ExistsAsync() ? (await blob.DownloadContentAsync()).Value.Content.ToArray() : null;
    }

    /// <summary>What a stranger finds who has the export and the policy that the product serves.</summary>
    public async Task<LogReport> Verified()
    {
        var (log, store) = await Logs.Opened(Force.Tenant, CancellationToken.None);
        var directory = Path.Combine(_folder.FullName, $"export{_exports++}");
        await new LogExport(log, store, RecordLogs.First).Write(directory, CancellationToken.None);
        var policy = TrustPolicy.Parse(await Policies.Write(Force.Tenant, CancellationToken.None));
        return LogVerification.Verify(new ExportedLog(directory), new VerificationTerms { Policy = policy, AsOf = Clock.GetUtcNow() });
    }

    public async ValueTask DisposeAsync()
    {
        await Logs.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
