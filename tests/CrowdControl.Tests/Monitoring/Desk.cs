using Azure.Core;
using Azure.Storage.Queues;
using CrowdControl.Domain;
using CrowdControl.Domain.Access;
using CrowdControl.Domain.Channels;
using CrowdControl.Functions.Auditing;
using CrowdControl.Functions.Harvesting;
using CrowdControl.Functions.Hosting;
using CrowdControl.Functions.Monitoring;
using CrowdControl.Functions.Monitoring.Watches;
using CrowdControl.Functions.Publishing;
using CrowdControl.Functions.Triage;
using CrowdControl.LocalRuntime.Servers;
using CrowdControl.LocalRuntime.Tests;
using CrowdControl.Tests.Auditing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CrowdControl.Tests.Monitoring;

/// <summary>Harvesting, monitoring and their storage as one process of the app has them, for an organisation of its own; every
/// storage request is counted. Tests that open one run one after the other, since they share the queue.</summary>
internal sealed class Desk : IAsyncDisposable
{
    public static readonly DateTimeOffset Morning = new(2026, 11, 24, 9, 0, 0, TimeSpan.Zero);
    private static readonly Lazy<Task<ProxiedStorage>> Storage = new(CountedEmulator.Start);
    private static int _desks;
    private readonly ProxiedStorage _storage;

    private Desk(ProxiedStorage storage)
    {
        _storage = storage;
        Process = NewProcess();
    }

    public TenantId Tenant { get; } = new($"wexmoor{Interlocked.Increment(ref _desks)}");

    public PushedClock Clock { get; } = new(Morning);

    /// <summary>The process that the tests act in.</summary>
    public ServiceProvider Process { get; }

    public IEnumerable<KeyValuePair<StorageCall, int>> Calls => _storage.Calls;

    /// <summary>With nothing left on the queue by a test before.</summary>
    public static async Task<Desk> Open()
    {
        var desk = new Desk(await Storage.Value);
        if (await desk.Queue.ExistsAsync()) await desk.Queue.ClearMessagesAsync();
        desk.ForgetCalls();
        return desk;
    }

    /// <summary>Another instance of the app on the same storage.</summary>
    public ServiceProvider NewProcess() => NewProcess(new ConfigurationBuilder().AddInMemoryCollection(
    [
        new("Storage", _storage.ConnectionString), new("Audit:Origin", TestVault.Audit.Origin), new("Audit:SigningKey", TestVault.Audit.SigningKey),
    ]).Build());

    private ServiceProvider NewProcess(IConfiguration configuration) => new ServiceCollection()
        .AddLogging()
        .AddSingleton(configuration).AddSingleton(TestVault.Client)
        .AddHosting().AddAuditing(configuration).AddPublishing().AddTriage().AddMonitoring().AddHarvesting()
        .AddSingleton<TokenCredential>(DelegatedTokenCredential.Create((_, _) => throw new InvalidOperationException("No identity is needed here.")))
        .AddSingleton<TimeProvider>(Clock)
        .BuildServiceProvider();

    public T Of<T>() where T : notnull => Process.GetRequiredService<T>();

    public Task Harvest(params Source[] sources) => Of<Harvest>().Run(Tenant, sources, default);

    /// <summary>Takes what waits on the queue as the host does, sixteen at a time, and runs each message this often.</summary>
    public async Task Classify(int times = 1)
    {
        if (!await Queue.ExistsAsync()) return;
        while ((await Queue.ReceiveMessagesAsync(16)).Value is { Length: > 0 } messages)
            foreach (var message in messages)
            {
                for (var time = 0; time < times; time++) await Of<Classifying>().Run(MentionBatch.Unpack(message.Body.ToString()), default);
                await Queue.DeleteMessageAsync(message.MessageId, message.PopReceipt);
            }
    }

    public async Task<List<StoredMention>> Everything(MentionFilter? filter = null, int limit = Paging.Most)
    {
        var all = new List<StoredMention>();
        for (string? cursor = null; ;)
        {
            var page = await Of<MentionList>().Read(Tenant, filter ?? Anything, new Paging(cursor, limit), default);
            Assert.True(page.Items.Count <= limit);
            all.AddRange(page.Items);
            if (page.Next is null) return all;
            cursor = page.Next;
        }
    }

    private QueueClient Queue => new(
        _storage.ConnectionString, MentionQueue.Name, new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 });

    public static MentionFilter Anything { get; } = new(Scope.Everything, null, null, null, false);

    public Channel Channel(string id = "news", DateTimeOffset? connectedAt = null) => new(
        Tenant, new ChannelId(id), "scripted", $"{id}.test", "Wexmoor", "News", new MemberId("elin"),
        new ChannelConnection(new Uri("https://network.test"), $"did:{id}", connectedAt ?? Morning.AddDays(-1)), null, null, false);

    public Caller Member(string name, Role role, TenantId? tenant = null)
    {
        var member = new Member(
            tenant ?? Tenant, new MemberId(name), name, null, MemberKind.Person, MemberState.Active, "directory", name,
            [new Grant(new GrantId($"g-{name}"), role, Scope.Everything, null, null)]);
        return new Caller(new Organisation(tenant ?? Tenant, "Wexmoor"), member, Clock.GetUtcNow());
    }

    /// <summary>A watch for the words, asked for by one member and authorised by another.</summary>
    public async Task<WatchId> Watch(string name, params string[] terms)
    {
        var id = new WatchId($"w-{name}");
        var desk = Of<WatchDesk>();
        Granted(await desk.Request(Member("carys", Role.DigitalDesk), id, new NewWatchRequest(name, "To find it.", terms), default));
        Granted(await desk.Authorise(Member("dev", Role.DutyOfficer), id, default));
        return id;
    }

    public static T Granted<T>(Outcome<T> outcome) => outcome is Outcome<T>.Done done
        ? done.Value
        : throw new Xunit.Sdk.XunitException($"Refused: {((Outcome<T>.Refused)outcome).Why.Message}");

    public void ForgetCalls() => _storage.Reset();

    public ValueTask DisposeAsync() => Process.DisposeAsync();
}
