using CrowdControl.LocalRuntime.Engine.Durable.History;
using CrowdControl.LocalRuntime.Engine.Durable.Storage;

namespace CrowdControl.LocalRuntime.Engine.Durable.Dispatch;

/// <summary>Chooses what of the mail is news: nothing twice, nothing meant for an execution that is over, all in the order of its time.</summary>
internal static class Intake
{
    public static IReadOnlyList<HistoryEvent> Choose(LoadedInstance loaded, IEnumerable<HubMessage> mail, DateTimeOffset now)
    {
        var (state, history, _) = loaded;
        var seen = Seen(history).ToHashSet(StringComparer.Ordinal);
        var open = Open(history);
        var news = new List<(DateTimeOffset At, HistoryEvent Event)>();
        foreach (var message in mail)
        {
            if (message.Event is not { } what || what is ExecutionStarted) continue;
            if (message.Execution is { } execution && execution != state.Execution) continue;
            if (what is IOutcome outcome ? !open.Remove(outcome.Id) : !seen.Add(message.Id)) continue;
            news.Add((message.At, what with { Message = message.Id }));
        }

        foreach (var timer in open.Values.OfType<TimerCreated>().Where(timer => timer.FireAt <= now.UtcDateTime))
            news.Add((new DateTimeOffset(timer.FireAt, TimeSpan.Zero), new TimerFired(timer.Id)));
        var inOrder = news.OrderBy(one => one.At).Select(one => one.Event);
        return history.Count > 0 ? [.. inOrder] : [new ExecutionStarted(state.Name, state.Input, state.Parent), .. inOrder];
    }

    /// <summary>The ids of the messages that history has taken in.</summary>
    public static IEnumerable<string> Seen(IEnumerable<HistoryEvent> history) => history.SelectMany(one =>
        one is ExecutionStarted { Seen: { } before } ? before : one.Message is { } id ? [id] : Enumerable.Empty<string>());

    /// <summary>The steps that nothing has come of yet.</summary>
    public static Dictionary<int, IStep> Open(IEnumerable<HistoryEvent> history)
    {
        var open = new Dictionary<int, IStep>();
        foreach (var one in history)
            if (one is EventSent) continue;
            else if (one is IStep step) open[step.Id] = step;
            else if (one is IOutcome outcome) open.Remove(outcome.Id);
        return open;
    }
}
