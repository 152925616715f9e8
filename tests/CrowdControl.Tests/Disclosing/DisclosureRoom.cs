using System.Collections.Immutable;
using Azure.Core;
using Azure.Data.Tables;
using Azure.Storage.Queues;
using CrowdControl.Analysis.Triage;
using CrowdControl.Domain;
using CrowdControl.Domain.Access;
using CrowdControl.Domain.Channels;
using CrowdControl.Domain.Disclosing;
using CrowdControl.Domain.Evidence;
using CrowdControl.Domain.Mentions;
using CrowdControl.Functions.Access;
using CrowdControl.Functions.Auditing;
using CrowdControl.Functions.Auditing.Log;
using CrowdControl.Functions.Auditing.Secrets;
using CrowdControl.Functions.Channels;
using CrowdControl.Functions.Disclosing;
using CrowdControl.Functions.Disclosing.Store;
using CrowdControl.Functions.Disclosing.Writing;
using CrowdControl.Functions.Evidence;
using CrowdControl.Functions.Harvesting;
using CrowdControl.Functions.Hosting;
using CrowdControl.Functions.Hosting.Vault;
using CrowdControl.Functions.Monitoring;
using CrowdControl.Functions.Networks;
using CrowdControl.Functions.Publishing;
using CrowdControl.Functions.Triage;
using CrowdControl.LocalRuntime.Engine.Durable;
using CrowdControl.LocalRuntime.Neighbours.KeyVault;
using CrowdControl.LocalRuntime.Tests;
using CrowdControl.Tests.Auditing;
using CrowdControl.Tests.Channels;
using CrowdControl.Tests.Publishing;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Converters;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace CrowdControl.Tests.Disclosing;

/// <summary>An organisation with a record and one channel, people who may ask for packs and approve them, and orchestrations that run.</summary>
internal sealed class DisclosureRoom : IAsyncDisposable
{
    private static readonly Lazy<Task<VaultServer>> Vault = new(() =>
        VaultServer.Start(Directory.CreateTempSubdirectory("vault").FullName, 0, CancellationToken.None));

    private readonly string _connection;
    private readonly ServiceProvider _app;
    private readonly HubSettings _settings;
    private TaskHub? _hub;

    private DisclosureRoom(string connection, Uri vault, TokenCredential identity, VerifierFiles verifier)
    {
        _connection = connection;
        Tenant = new TenantId(AzuriteStorage.FreshName("force"));
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Storage"] = connection,
            ["Vault:Url"] = vault.ToString(),
            ["SetUp:Organisation"] = "Wexmoor Police",
            ["SetUp:Administrator"] = "directory/nobody",
            ["Passkeys:Origin"] = "https://wexmoor.test",
            ["Audit:Origin"] = TestVault.Audit.Origin,
            ["Audit:SigningKey"] = TestVault.Audit.SigningKey,
        }).Build();
        _app = new ServiceCollection()
            .AddSingleton<IConfiguration>(configuration).AddLogging()
            .AddHosting().AddVault(configuration).AddAuditing(configuration).AddAccess(configuration).AddTriage().AddMonitoring().AddHarvesting()
            .AddChannels().AddPublishing().AddEvidence().AddDisclosing().AddSingleton(verifier)
            .AddSingleton(identity).AddSingleton<KnownNetworks>()
            .BuildServiceProvider();
        _settings = new HubSettings(AzuriteStorage.FreshName("hub")) { MaxQueuePollingInterval = TimeSpan.FromMilliseconds(100) };
    }

    public TenantId Tenant { get; }

    public ChannelId Channel { get; } = new("wexmoor");

    /// <summary>Of an engine that runs from the first time on that it is asked for.</summary>
    public DurableTaskClient Client => (_hub ??= Started()).Client;

    public DisclosureDesk Desk => Get<DisclosureDesk>();

    /// <summary>Asks.</summary>
    public Caller Dora => As("dora", Role.DutyOfficer);

    /// <summary>Approves.</summary>
    public Caller Fran => As("fran", Role.ProfessionalStandards);

    /// <summary>Steps, by their number, that are taken and whose answer then never arrives.</summary>
    public HashSet<int> LosesAnswerOf { get; } = [];

    /// <summary>A client of an engine that nobody runs: what it is told is told to nobody.</summary>
    public DurableTaskClient Nobody => NewHub(_settings with { Name = AzuriteStorage.FreshName("gone") }).Client;

    private int _steps;

    /// <param name="verifier">What goes along in packs; what this build has where none is given.</param>
    public static async Task<DisclosureRoom> Open(VerifierFiles? verifier = null)
    {
        var vault = await Vault.Value;
        var room = new DisclosureRoom(await AzuriteStorage.ConnectionString(), vault.Address, await VaultToken.Of(vault), verifier ?? VerifierFiles.BesideTheApp);
        await room.Get<ChannelTable>().Add(new Channel(
            room.Tenant, room.Channel, "bluesky", "wexmoor.test", "Wexmoor", "News", new MemberId("elin"), null, null, null, false), "made", default);
        await room.Get<MemberTable>().Found(new Organisation(room.Tenant, "Wexmoor Police"), room.Fran.Member, default);
        return room;
    }

    public T Get<T>() where T : notnull => _app.GetRequiredService<T>();

    public Caller As(string name, Role role, Scope? scope = null) => new(new Organisation(Tenant, "Wexmoor Police"), new Member(
        Tenant, new MemberId(name), name, null, MemberKind.Person, MemberState.Active, "directory", $"person-{name}",
        [new Grant(new GrantId($"{name}-{role}"), role, scope ?? Scope.Everything, null, null)]), TimeProvider.System.GetUtcNow());

    /// <summary>Acts upon the channel, and between them acts upon nothing of it.</summary>
    public async Task Happen(int acts)
    {
        for (var number = 0; number < acts; number++)
        {
            await Act($"post/{number}", "post.drafted", Channel, ("text-digest", $"sha256-{number}"), ("note", "told by Jo, 12 Mill Lane"));
            if (number % 3 == 0) await Act($"watch/{number}", "watch.authorised", null, ("purpose", "flood"));
        }
    }

    public Task<long> Act(string id, string act, ChannelId? channel, params (string Name, string Value)[] details) =>
        Get<AuditTrail>().Enter(new AuditEvent(
            Tenant, id, TimeProvider.System.GetUtcNow(), Actor.Of(As("ana", Role.Author)), act, new AuditSubject("post", id.Replace('/', '-')), channel,
            AuditOutcome.Done, details.ToImmutableSortedDictionary(one => one.Name, one => one.Value, StringComparer.Ordinal)), default);

    public async Task<Case> OpenCase() =>
        (await Get<CaseDesk>().Open(Dora, new CaseId(AzuriteStorage.FreshName("case")), "Threats in the harbour", default)).Value();

    /// <summary>Preserves what a news feed brought.</summary>
    public async Task<Exhibit> Preserve(Case folder, string words = "We know where you live")
    {
        var key = MentionKey.Of("feed", "rss", AzuriteStorage.FreshName("item"), "v1");
        var at = TimeProvider.System.GetUtcNow();
        var mention = new Mention(
            MentionClock.IdOf(at, key), new MentionSource(null, new FeedId("feed")), "rss", $"item-{key}", "v1", MentionKind.FeedItem,
            new ExternalAuthor("did:gull", "gull.test", "Gull"), words, false, ["en"], [], 0, null, null, null, "https://news.example/1", at, at);
        await Get<Mentions>().Store(Tenant, [new StoredMention(mention, new FoundLanguage("en", 1), [], new FoundRisk("none", null, null, []))], default);
        return (await Get<CaptureDesk>().Take(
            Dora, folder.Id, new ExhibitId($"{folder.Id}.{AzuriteStorage.FreshName("e")}"), new CaptureRequest(mention.Id.Value, "The threat", EvidenceClass.Crime), default)).Value();
    }

    public NewDisclosureRequest Request(params WithholdingView[] withheld) =>
        new("R v Doe, file 7", "Order of Wexmoor Crown Court", "Doe's solicitors", Channel.Value, Withheld: withheld);

    public async Task<DisclosurePack> Ask(NewDisclosureRequest? asked = null) =>
        (await Desk.Ask(Dora, new Intent(AzuriteStorage.FreshName("key")), asked ?? Request(), default)).Value();

    /// <summary>Asks, approves, and takes every step.</summary>
    public async Task<DisclosurePack> Made(NewDisclosureRequest? asked = null)
    {
        var pack = await Ask(asked);
        await Desk.Approve(Fran, pack.Id, Nobody, default);
        await Finished(pack);
        return (await Desk.Get(Dora, pack.Id, default)).Value();
    }

    /// <summary>Takes every step that is left.</summary>
    public async Task Finished(DisclosurePack pack)
    {
        while (!(await Get<DisclosureWorker>().Advance(new DisclosureRun(Tenant, pack.Id), default)).Over)
        {
        }
    }

    /// <summary>Waits until the engine is through with it.</summary>
    public async Task<DisclosurePack> Over(DisclosurePack pack)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while ((await Desk.Get(Dora, pack.Id, default)).Value() is var now && (now.State is DisclosureState.Preparing || await Runs(pack)))
        {
            if (deadline.IsCancellationRequested) Assert.Fail($"It is still {now.State}, {now.Stage}, {now.Done} of {now.Total}.");
            await Task.Delay(50);
        }

        return (await Desk.Get(Dora, pack.Id, default)).Value();
    }

    public async Task<byte[]> Take(DisclosurePack pack)
    {
        var taken = (await Desk.Take(Dora, pack.Id, new Intent(AzuriteStorage.FreshName("key")), default)).Value();
        await using var bytes = taken.Bytes;
        using var all = new MemoryStream();
        await bytes.CopyToAsync(all);
        return all.ToArray();
    }

    public async Task<IReadOnlyList<AuditEntryView>> Record() => await RecordReading.All(Get<RecordLogs>(), Get<SecretTable>(), Tenant);

    /// <summary>What the timer does for this pack.</summary>
    public Task Repair(DisclosurePack pack) => Get<DisclosureRuns>().Begin(Client, new DisclosureRun(Tenant, pack.Id), default);

    /// <summary>As a killed process and the next one do.</summary>
    public async Task Crash()
    {
        if (_hub is not null) await _hub.Drop();
        _hub = Started();
    }

    public async ValueTask DisposeAsync()
    {
        if (_hub is not null) await _hub.DisposeAsync();
        await _app.DisposeAsync();
    }

    private async Task<bool> Runs(DisclosurePack pack) =>
        await Client.GetInstanceAsync(DisclosureRuns.InstanceOf(Tenant, pack.Id), default) is { IsRunning: true };

    private TaskHub Started()
    {
        var hub = NewHub(_settings);
        hub.Start();
        return hub;
    }

    private TaskHub NewHub(HubSettings settings) => new(
        settings, new HubStorage(settings, new TableServiceClient(_connection), new QueueServiceClient(_connection)),
        new DurableFunctions(
            new Dictionary<string, Func<Microsoft.DurableTask.TaskOrchestrationContext, Task<object?>>>
            {
                [nameof(MakeDisclosure)] = async context => { await MakeDisclosure.Run(context); return null; },
            },
            new Dictionary<string, Func<ActivityInput, CancellationToken, Task<object?>>>
            {
                [nameof(AdvanceDisclosure)] = async (input, cancellation) => await Step(
                    JsonDataConverter.Default.Deserialize<DisclosureRun>(input.Json)!, cancellation),
            }),
        JsonDataConverter.Default, TimeProvider.System, NullLoggerFactory.Instance);

    private async Task<DisclosureStep> Step(DisclosureRun run, CancellationToken cancellation)
    {
        var step = await new AdvanceDisclosure(Get<DisclosureWorker>()).Run(run, cancellation);
        return LosesAnswerOf.Remove(Interlocked.Increment(ref _steps)) ? throw new IOException("The answer of this step was lost.") : step;
    }
}
