using System.Globalization;
using Azure.Core;
using CrowdControl.Analysis.Triage;
using CrowdControl.Domain;
using CrowdControl.Domain.Access;
using CrowdControl.Domain.Evidence;
using CrowdControl.Domain.Mentions;
using CrowdControl.Functions.Access.Passkeys;
using CrowdControl.Functions.Auditing;
using CrowdControl.Functions.Auditing.Log;
using CrowdControl.Functions.Auditing.Secrets;
using CrowdControl.Functions.Channels;
using CrowdControl.Functions.Evidence;
using CrowdControl.Functions.Evidence.Keeping;
using CrowdControl.Functions.Harvesting;
using CrowdControl.Functions.Hosting;
using CrowdControl.Functions.Monitoring;
using CrowdControl.Functions.Networks;
using CrowdControl.Functions.Publishing;
using CrowdControl.Functions.Triage;
using CrowdControl.LocalRuntime.Servers;
using CrowdControl.LocalRuntime.Tests;
using CrowdControl.Tests.Auditing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CrowdControl.Tests.Evidence;

/// <summary>Evidence of one invented organisation as processes of the app have it, behind a line that can be cut at any request.</summary>
internal sealed class EvidenceRoom : IAsyncDisposable
{
    public const string Words = "I know where Mair Jones of Harbour Lane lives";
    public const string Handle = "gull-follower.test";
    private static readonly Lazy<Task<ProxiedStorage>> Shared = new(async () => await ProxiedStorage.Before(await AzuriteStorage.ConnectionString()));
    private readonly List<ServiceProvider> _processes = [];
    private int _wishes;

    private EvidenceRoom(ProxiedStorage storage) => (Storage, Process) = (storage, null!);

    public static readonly DateTimeOffset Morning = new(2026, 11, 25, 9, 0, 0, TimeSpan.Zero);

    public ProxiedStorage Storage { get; }

    public TenantId Tenant { get; } = new(AzuriteStorage.FreshName("force"));

    public PushedClock Clock { get; } = new(Morning);

    /// <summary>The process that the tests act in.</summary>
    public ServiceProvider Process { get; private set; }

    public Caller Desk => Member("carys", Role.DigitalDesk);

    public Caller Officer => Member("dev", Role.DutyOfficer);

    public Caller Owner => Member("iona", Role.InformationAssetOwner);

    public Caller Standards => Member("prys", Role.ProfessionalStandards);

    public static async Task<EvidenceRoom> Open()
    {
        var room = new EvidenceRoom(await Shared.Value);
        room.Restart();
        return room;
    }

    /// <summary>Another process on the same storage, with nothing remembered; the one before may have been killed.</summary>
    public void Restart()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(
        [
            new("Storage", Storage.ConnectionString), new("Audit:Origin", TestVault.Audit.Origin), new("Audit:SigningKey", TestVault.Audit.SigningKey),
            new("Passkeys:Origin", "https://wexmoor.test"),
        ]).Build();
        Process = new ServiceCollection()
            .AddLogging().AddSingleton<IConfiguration>(configuration).AddSingleton(TestVault.Client)
            .AddHosting().AddAuditing(configuration).AddPasskeys(configuration).AddNetworks().AddChannels().AddPublishing().AddTriage().AddMonitoring().AddHarvesting().AddEvidence()
            .AddSingleton<TokenCredential>(DelegatedTokenCredential.Create((_, _) => throw new InvalidOperationException("No identity is needed here.")))
            .AddSingleton<TimeProvider>(Clock)
            .BuildServiceProvider();
        _processes.Add(Process);
    }

    public T Of<T>() where T : notnull => Process.GetRequiredService<T>();

    public Caller Member(string name, Role role, TenantId? tenant = null)
    {
        var member = new Member(
            tenant ?? Tenant, new MemberId(name), name, null, MemberKind.Person, MemberState.Active, "directory", name,
            [new Grant(new GrantId($"g-{name}"), role, Scope.Everything, null, null)]);
        return new Caller(new Organisation(tenant ?? Tenant, "Wexmoor Police"), member, Clock.GetUtcNow());
    }

    public Intent Wish() => new($"wish-{Interlocked.Increment(ref _wishes).ToString(CultureInfo.InvariantCulture)}");

    public async Task<Case> OpenCase(string title = "Threats in the harbour") =>
        Granted(await Of<CaseDesk>().Open(Desk, new CaseId(Wish().IdFor("case")), title, default));

    /// <summary>One that a news feed brought.</summary>
    public async Task<Mention> Mention(string words = Words)
    {
        var key = MentionKey.Of("feed", "rss", $"item-{Wish()}", "v1");
        var mention = new Mention(
            MentionClock.IdOf(Morning, key), new MentionSource(null, new FeedId("feed")), "rss", $"item-{key}", "v1", MentionKind.FeedItem,
            new ExternalAuthor("did:gull", Handle, "Gull"), words, false, ["en"], [], 0, null, null, null, "https://news.example/1", Morning, Morning);
        await Of<Mentions>().Store(Tenant, [new StoredMention(mention, new FoundLanguage("en", 1), [], new FoundRisk("none", null, null, []))], default);
        return mention;
    }

    public async Task<Exhibit> Exhibit(Case? folder = null, EvidenceClass of = EvidenceClass.Crime, string label = "Threat against Mair Jones")
    {
        folder ??= await OpenCase();
        var id = new ExhibitId($"{folder.Id}.{Wish().IdFor("exhibit")}");
        return Granted(await Of<CaptureDesk>().Take(Desk, folder.Id, id, new CaptureRequest((await Mention()).Id.Value, label, of), default));
    }

    public async Task<Exhibit> Asked(Exhibit exhibit) =>
        Granted(await Of<ErasureDesk>().Ask(Desk, exhibit.Id, Permission.AddEvidence, Wish(), RemovalKind.Erasure, "Right to erasure, request 14", null, default));

    /// <summary>Asked for and approved by the first of two.</summary>
    public async Task<Exhibit> HalfApproved(Exhibit exhibit)
    {
        var asked = await Asked(exhibit);
        return Granted(await Of<ErasureDesk>().Decide(Standards, asked.Id, asked.Removal!.Id, true, "It is due.", default));
    }

    public Task<Outcome<Exhibit>> Approve(Exhibit asked, CancellationToken cancellation = default) =>
        Of<ErasureDesk>().Decide(Owner, asked.Id, asked.Removal!.Id, true, "I agree.", cancellation);

    public async Task<Exhibit> Now(Exhibit exhibit) => (await Of<EvidenceTable>().Find(Tenant, exhibit.Id, default))!.Exhibit;

    public Task<Outcome<Case>> Hold(CaseId of, ExhibitId? exhibit = null) =>
        Of<Holds>().Place(Officer, of, new HoldId(Wish().IdFor("hold")), exhibit, "Order of the Crown Court", default);

    public Task<IReadOnlyList<AuditEntryView>> Record() => RecordReading.All(Of<RecordLogs>(), Of<SecretTable>(), Tenant);

    public static T Granted<T>(Outcome<T> outcome) => outcome is Outcome<T>.Done done
        ? done.Value
        : throw new Xunit.Sdk.XunitException($"Refused: {((Outcome<T>.Refused)outcome).Why.Message}");

    public static Refusal Refused<T>(Outcome<T> outcome) => Assert.IsType<Outcome<T>.Refused>(outcome).Why;

    public async ValueTask DisposeAsync()
    {
        Storage.Cut = null;
        // The clock's job goes through all organisations: those of other tests live at other times.
        await Of<StorageClients>().Tables.GetTableClient(EvidenceTable.Name).DeleteEntityAsync(EvidenceKeys.Organisations, Tenant.Value);
        foreach (var process in _processes) await process.DisposeAsync();
    }
}
