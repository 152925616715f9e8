using System.Text.Json;
using Azure.Core;
using Azure.Data.Tables;
using Azure.Storage.Queues;
using CrowdControl.Domain;
using CrowdControl.Domain.Access;
using CrowdControl.Domain.Approvals;
using CrowdControl.Domain.Channels;
using CrowdControl.Domain.Publishing;
using CrowdControl.Functions.Access.Passkeys;
using CrowdControl.Functions.Approvals;
using CrowdControl.Functions.Auditing;
using CrowdControl.Functions.Auditing.Log;
using CrowdControl.Functions.Auditing.Secrets;
using CrowdControl.Functions.Channels;
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
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Converters;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace CrowdControl.Tests.Publishing;

/// <summary>An organisation of its own on the shared storage, with one channel, people of different roles, a clock that is pushed, and
/// orchestrations that run.</summary>
internal sealed class Newsroom : IAsyncDisposable
{
    private static readonly Lazy<Task<VaultServer>> Vault = new(() =>
        VaultServer.Start(Directory.CreateTempSubdirectory("vault").FullName, 0, CancellationToken.None));

    private readonly string _connection;
    private readonly ServiceProvider _app;
    private readonly HubSettings _settings;
    private TaskHub _hub;

    private Newsroom(string connection, Uri vault, TokenCredential identity, bool rough)
    {
        _connection = connection;
        Network = new ScriptedNetwork(Clock);
        Tenant = new TenantId(AzuriteStorage.FreshName("force"));
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?> { ["Storage"] = connection, ["Vault:Url"] = vault.ToString(), ["Audit:Origin"] = TestVault.Audit.Origin, ["Audit:SigningKey"] = TestVault.Audit.SigningKey, ["Passkeys:Origin"] = "https://dashboard.example" }).Build();
        _app = new ServiceCollection()
            .AddSingleton<IConfiguration>(configuration).AddLogging()
            .AddHosting().AddVault(configuration).AddAuditing(configuration).AddTriage().AddMonitoring().AddHarvesting()
            .AddChannels().AddPasskeys(configuration).AddPublishing().AddApprovals()
            .AddSingleton<TimeProvider>(Clock)
            .AddSingleton(identity)
            .AddSingleton<INetwork>(Network).AddSingleton<KnownNetworks>()
            .AddTransient<RepairSubmissions>()
            .BuildServiceProvider();
        var polling = TimeSpan.FromMilliseconds(250);
        _settings = new HubSettings(AzuriteStorage.FreshName("hub")) { MaxQueuePollingInterval = polling, Rough = rough };
        _hub = NewHub(_settings);
    }

    public PushedClock Clock { get; } = new();

    public ScriptedNetwork Network { get; }

    public TenantId Tenant { get; }

    public ChannelId Channel { get; } = new("wexmoor");

    public DurableTaskClient Client => _hub.Client;

    public static async Task<Newsroom> Open(bool rough = false)
    {
        var vault = await Vault.Value;
        var room = new Newsroom(await AzuriteStorage.ConnectionString(), vault.Address, await VaultToken.Of(vault), rough);
        await room.Connect();
        room._hub.Start();
        return room;
    }

    public T Get<T>() where T : notnull => _app.GetRequiredService<T>();

    /// <summary>A member who holds the roles on every channel, as they ask at this moment.</summary>
    public Caller As(string name, params Role[] roles) => new(new Organisation(Tenant, "Wexmoor Police"), new Member(
        Tenant, new MemberId(name), name, null, MemberKind.Person, MemberState.Active, "directory", $"person-{name}",
        [.. roles.Select(role => new Grant(new GrantId($"{name}-{role}"), role, Scope.Everything, null, null))]), Clock.GetUtcNow());

    public Caller Ana => As("ana", Role.Author);

    public Caller Ben => As("ben", Role.Approver);

    public Caller Dora => As("dora", Role.DutyOfficer);

    public async Task<Submission> Draft(
        string text = "The ford is closed.", DateTimeOffset? publishAt = null, string? key = null, params string[] images)
    {
        var content = new ContentView(text, ["en"], [.. images.Select(image => new ImageView(image, "A ford"))]);
        var asked = new NewSubmissionRequest(Channel.Value, content, null, publishAt);
        return (await Get<Drafts>().Write(Ana, new Intent(key ?? AzuriteStorage.FreshName("key")), asked, default)).Value().Value;
    }

    public async Task<Submission> Submitted(string text = "The ford is closed.", DateTimeOffset? publishAt = null)
    {
        var draft = await Draft(text, publishAt);
        return (await Get<ReviewDesk>().Submit(Ana, draft.Id, draft.Revision.Digest, Client, default)).Value().Value;
    }

    public Task<Outcome<Versioned<Submission>>> Says(Caller who, Submission submission, Verdict verdict = Verdict.Approved) =>
        Get<ReviewDesk>().Decide(
            who, submission.Id, new DecisionRequest(verdict, submission.Revision.Digest.Value, "because"), Client, default);

    public async Task<Submission> Approved(DateTimeOffset? publishAt = null, string text = "The ford is closed.")
    {
        var submission = await Submitted(text, publishAt);
        return (await Says(Ben, submission)).Value().Value;
    }

    public async Task<Submission> Now(Submission submission) =>
        (await Get<SubmissionStore>().Find(Tenant, submission.Id, default))!.Submission;

    /// <summary>Looks until it is in the state; the clock goes on by <paramref name="push"/> at every look.</summary>
    public async Task<Submission> Until(Submission submission, SubmissionState state, TimeSpan push = default)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(90));
        while (true)
        {
            var now = await Now(submission);
            if (now.State == state) return now;
            if (deadline.IsCancellationRequested) Assert.Fail($"It is still {now.State} ({now.StateReason}), not {state}.");
            await Task.Delay(25, default(CancellationToken));
            if (push > TimeSpan.Zero) Clock.Push(push);
        }
    }

    /// <summary>Waits until nothing runs any more for this version.</summary>
    public async Task Ended(Submission submission)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(90));
        await Client.WaitForInstanceCompletionAsync(
            ReleaseRuns.InstanceOf(Tenant, submission.Id, submission.Revision.Number), deadline.Token);
    }

    public async Task Change(Func<Channel, Outcome<Channel>> act)
    {
        var table = Get<ChannelTable>();
        var stored = (await table.Get(Tenant, Channel, default))!;
        Assert.Equal(Written.Done, await table.Change(stored, act(stored.Channel).Value(), default));
    }

    /// <summary>What the record says of this organisation: act and outcome, in order.</summary>
    public async Task<IReadOnlyList<string>> Record()
    {
        var entries = await RecordReading.All(Get<RecordLogs>(), Get<SecretTable>(), Tenant);
        return [.. entries.Select(entry => $"{entry.Act} {entry.Outcome}")];
    }

    /// <summary>As a killed process and the next one do.</summary>
    public async Task Crash()
    {
        await _hub.Drop();
        _hub = NewHub(_settings);
        _hub.Start();
    }

    /// <summary>A client of an engine that nobody runs: what it is told is told to nobody.</summary>
    public DurableTaskClient Nobody => NewHub(_settings with { Name = AzuriteStorage.FreshName("gone") }).Client;

    public async ValueTask DisposeAsync()
    {
        await _hub.DisposeAsync();
        await _app.DisposeAsync();
    }

    private TaskHub NewHub(HubSettings settings) => new(
        settings, new HubStorage(settings, new TableServiceClient(_connection), new QueueServiceClient(_connection)),
        new DurableFunctions(
            new Dictionary<string, Func<Microsoft.DurableTask.TaskOrchestrationContext, Task<object?>>>
            {
                [nameof(ReleaseSubmission)] = async context => { await ReleaseSubmission.Run(context); return null; },
            },
            new Dictionary<string, Func<ActivityInput, CancellationToken, Task<object?>>>
            {
                [nameof(AdvanceSubmission)] = async (input, cancellation) =>
                    await new AdvanceSubmission(Get<PublishWorker>()).Run(
                        JsonDataConverter.Default.Deserialize<ReleaseRun>(input.Json)!, cancellation),
            }),
        JsonDataConverter.Default, Clock, NullLoggerFactory.Instance);

    private async Task Connect()
    {
        var connection = new ChannelConnection(new Uri("https://wexmoor.example"), "did:plc:wexmoor", Clock.GetUtcNow());
        var access = new NetworkAccess(Channel.Value, connection.Server, connection.AccountId, "wexmoor.test", "secret");
        var channel = new Channel(
            Tenant, Channel, "bluesky", "wexmoor.test", "Wexmoor", "News", new MemberId("elin"), connection, null, null, false);
        await Get<ChannelTable>().Add(channel, "fingerprint", default);
        await Get<ChannelVault>().Keep(Tenant, Channel, access, default);
    }
}

internal static class OutcomeReading
{
    public static T Value<T>(this Outcome<T> outcome) => outcome switch
    {
        Outcome<T>.Done done => done.Value,
        Outcome<T>.Refused refused => throw new InvalidOperationException($"It was refused: {refused.Why.Message}"),
        _ => throw new InvalidOperationException("An outcome is done or refused."),
    };

    public static Refusal Why<T>(this Outcome<T> outcome) => Assert.IsType<Outcome<T>.Refused>(outcome).Why;
}
