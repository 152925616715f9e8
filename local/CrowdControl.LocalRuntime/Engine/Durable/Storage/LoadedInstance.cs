using Azure.Data.Tables;
using CrowdControl.LocalRuntime.Engine.Durable.History;

namespace CrowdControl.LocalRuntime.Engine.Durable.Storage;

/// <summary>An orchestration with its history, and the messages that its last episode may still owe.</summary>
internal sealed record LoadedInstance(InstanceState State, IReadOnlyList<HistoryEvent> History, IReadOnlyList<HubMessage> Owed)
{
    public static LoadedInstance From(InstanceState state, IEnumerable<TableEntity> rows)
    {
        var episodes = EpisodeRows.Read(rows, state.Generation);
        return new(
            state,
            [.. episodes.SelectMany(episode => episode.Events)],
            state.Owes && episodes.Count > 0 ? episodes[^1].Outbox : []);
    }
}
