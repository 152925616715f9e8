using CrowdControl.LocalRuntime.Engine.Durable.History;
using CrowdControl.LocalRuntime.Engine.Durable.Replay;
using CrowdControl.LocalRuntime.Engine.Durable.Storage;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace CrowdControl.LocalRuntime.Engine.Durable.Dispatch;

/// <summary>
/// Wakes an orchestration: history and standing are stored first, then what follows is sent, and only then is the mail deleted. Whatever instant
/// the process dies at, the mail comes again or the stored outbox is sent again, and both are recognised.
/// </summary>
internal sealed class EpisodeRunner(string instance, HubParts hub)
{
    private IReadOnlyList<Arrival> _early = [];
    private LoadedInstance? _loaded;

    public bool Finished { get; private set; }

    public DateTimeOffset? WakeAt { get; private set; }

    public InstanceState? Known => _loaded?.State;

    /// <summary>What is in memory may not be what is stored: read it again next time.</summary>
    public void Forget() => _loaded = null;

    public async Task Run(IReadOnlyList<Arrival> arrived, CancellationToken cancellation)
    {
        IReadOnlyList<Arrival> arrivals = [.. _early, .. arrived];
        var mail = arrivals.Select(one => one.Message).OfType<HubMessage>().ToList();
        Adopt(arrived);
        await Settle(cancellation);
        await Born(mail, cancellation);
        if (_loaded is { State.Finished: false } loaded)
        {
            if (!Due(loaded.State, mail))
            {
                _early = [.. arrivals.Where(one => one.Message is not null)];
                WakeAt = loaded.State.WakeAt;
                return;
            }

            await Wake(loaded, mail, cancellation);
        }

        await Task.WhenAll(arrivals.Select(one => one.Receipt).OfType<ReceivedMessage>().Select(done => done.Delete(cancellation)));
        _early = [];
        Finished = _loaded is not { State.Finished: false };
        WakeAt = Finished ? null : _loaded!.State.WakeAt;
        if (Finished || hub.Settings.Rough) _loaded = null;
    }

    /// <summary>One that was just created need not be read.</summary>
    private void Adopt(IReadOnlyList<Arrival> arrived)
    {
        if (arrived.Select(one => one.Born).LastOrDefault(born => born is not null) is { } born) _loaded = new LoadedInstance(born, [], []);
    }

    /// <summary>Reads it where it is not in memory, and sends what its last episode may still owe.</summary>
    private async Task Settle(CancellationToken cancellation)
    {
        _loaded ??= await hub.Table.Load(instance, cancellation);
        if (_loaded is not { Owed.Count: > 0 } loaded) return;
        await hub.SendAll(loaded.Owed, cancellation);
        if (loaded.State.Finished) await hub.Table.Settled(loaded.State, cancellation);
        _loaded = loaded with { Owed = [] };
    }

    /// <summary>A sub-orchestration begins with its parent's message; its id must be free.</summary>
    private async Task Born(IEnumerable<HubMessage> mail, CancellationToken cancellation)
    {
        foreach (var message in mail)
        {
            if (message.Event is not ExecutionStarted { Parent: { } parent } start || _loaded?.State.Parent == parent) continue;
            var now = hub.Clock.GetUtcNow();
            if (_loaded is { State.Finished: false } taken)
            {
                var why = $"An Orchestration instance with the status {taken.State.Status} already exists.";
                await hub.Send(Outbox.Refuse(message, parent, why, now), cancellation);
                continue;
            }

            _loaded = new LoadedInstance(
                new InstanceState(instance, start.Name, Guid.NewGuid().ToString("N"))
                {
                    CreatedAt = now,
                    UpdatedAt = now,
                    Input = start.Input,
                    Parent = parent,
                    Generation = (_loaded?.State.Generation ?? -1) + 1,
                    Tag = _loaded?.State.Tag,
                },
                [],
                []);
        }
    }

    private bool Due(InstanceState state, IEnumerable<HubMessage> mail) =>
        state.Episodes > 0 || state.WakeAt is not { } start || start <= hub.Clock.GetUtcNow()
        || mail.Any(message => message.Event is ExecutionTerminated);

    private async Task Wake(LoadedInstance loaded, IReadOnlyList<HubMessage> mail, CancellationToken cancellation)
    {
        var now = hub.Clock.GetUtcNow();
        var news = Intake.Choose(loaded, mail, now);
        if (news.Count == 0) return;

        var fresh = loaded.History.Count == 0;
        var outbox = new List<HubMessage>();
        IReadOnlyList<HistoryEvent> added;
        Episode episode;
        while (true)
        {
            news = [new EpisodeBegan(now.UtcDateTime), .. news];
            episode = Play(loaded, news);
            added = [.. news, .. episode.Steps.Select(step => step.Event)];
            outbox.AddRange(Outbox.For(loaded.State, [.. loaded.History, .. added], episode, now));
            if (episode.Ending is not Ending.StartedOver over) break;
            (loaded, news) = (Again(loaded, over, now), [First(loaded, added, over), .. over.Kept]);
            fresh = true;
        }

        _loaded = await Store(loaded, added, episode, outbox, fresh, now, cancellation);
        hub.Watch.Changed(instance);
        await hub.SendAll(outbox, cancellation);
        if (fresh && loaded.State.Generation > 0) await hub.Table.ClearBefore(instance, loaded.State.Generation, cancellation);
    }

    private Episode Play(LoadedInstance loaded, IReadOnlyList<HistoryEvent> news)
    {
        var execution = loaded.State.Execution;
        var run = new OrchestratorRun(instance, Orchestrator(loaded.State.Name), hub.Converter, hub.Loggers, () => Strayed(execution));
        return run.Play(loaded.History, news);
    }

    private Func<TaskOrchestrationContext, Task<object?>> Orchestrator(string name) =>
        hub.Functions.Orchestrators.TryGetValue(name, out var orchestrator)
            ? orchestrator
            : _ => Task.FromException<object?>(new InvalidOperationException(
                $"The function '{name}' doesn't exist, is disabled, or is not an orchestrator function."));

    /// <summary>The orchestrator went on after its episode was over: no replay can follow, so it is stopped.</summary>
    private void Strayed(string execution)
    {
        if (hub.Stopping.IsCancellationRequested) return;
        var broken = new ExecutionBroken(IllegalAwait.Message);
        hub.Session(instance).Post(new Arrival(new(execution + ".strayed", instance, execution, hub.Clock.GetUtcNow(), broken), null));
    }

    private static LoadedInstance Again(LoadedInstance loaded, Ending.StartedOver over, DateTimeOffset now) => new(
        loaded.State with
        {
            Execution = Guid.NewGuid().ToString("N"),
            Generation = loaded.State.Generation + 1,
            Episodes = 0,
            CreatedAt = now,
            Input = over.Input,
        },
        [],
        []);

    private static ExecutionStarted First(LoadedInstance loaded, IReadOnlyList<HistoryEvent> added, Ending.StartedOver over) =>
        new(loaded.State.Name, over.Input, loaded.State.Parent)
        {
            Seen = [.. Intake.Seen([.. loaded.History, .. added]).TakeLast(500)],
        };

    private async Task<LoadedInstance> Store(
        LoadedInstance loaded,
        IReadOnlyList<HistoryEvent> added,
        Episode episode,
        List<HubMessage> outbox,
        bool fresh,
        DateTimeOffset now,
        CancellationToken cancellation)
    {
        var next = Standing.After(loaded.State, episode, now) with { Owes = outbox.Count > 0 };
        try
        {
            var light = await LongBodies.PutAway(outbox, hub.Table, cancellation);
            next = await hub.Table.Commit(next, added, light, fresh, cancellation);
        }
        catch (InvalidDataException tooLong)
        {
            outbox.Clear();
            added = [new EpisodeBegan(now.UtcDateTime)];
            var failed = new Ending.Stopped(TaskFailureDetails.FromException(tooLong));
            var end = new Episode([], null, false, null, failed);
            outbox.AddRange(Outbox.For(loaded.State, added, end, now));
            next = Standing.After(loaded.State with { Input = fresh ? null : loaded.State.Input }, end, now) with { Owes = outbox.Count > 0 };
            next = await hub.Table.Commit(next, added, outbox, fresh, cancellation);
        }

        return new LoadedInstance(next, [.. loaded.History, .. added], []);
    }
}
