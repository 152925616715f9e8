using System.Globalization;
using Azure.Data.Tables;
using CrowdControl.LocalRuntime.Engine.Durable.History;

namespace CrowdControl.LocalRuntime.Engine.Durable.Storage;

/// <summary>History as rows: one for each time the orchestration was woken, more where that is long.</summary>
internal static class EpisodeRows
{
    /// <summary>Text of one row; the other half is the outbox's.</summary>
    private const int Part = 200_000;

    /// <summary>So that one transaction stays below 4 MiB.</summary>
    private const int MostParts = 4;

    public static string Prefix(int generation) => string.Create(CultureInfo.InvariantCulture, $"h{generation:D6}.");

    public static IEnumerable<TableEntity> Write(
        InstanceState state, IReadOnlyList<HistoryEvent> happened, IReadOnlyList<HubMessage> outbox)
    {
        var events = HubJson.Write(happened);
        var owed = outbox.Count == 0 ? "" : HubJson.Write(outbox);
        var parts = Math.Max(1, (Math.Max(events.Length, owed.Length) + Part - 1) / Part);
        if (parts > MostParts)
            throw new InvalidDataException(
                $"One step of the orchestration '{state.Instance}' is too long for the local task hub: {events.Length + owed.Length} characters.");
        for (var part = 0; part < parts; part++)
        {
            var row = new TableEntity(
                state.Instance,
                string.Create(CultureInfo.InvariantCulture, $"{Prefix(state.Generation)}{state.Episodes:D6}.{part:D3}"));
            LongText.Write(row, "Events", Piece(events, part));
            if (owed.Length > 0) LongText.Write(row, "Outbox", Piece(owed, part));
            yield return row;
        }
    }

    public static IReadOnlyList<(IReadOnlyList<HistoryEvent> Events, IReadOnlyList<HubMessage> Outbox)> Read(
        IEnumerable<TableEntity> rows, int generation) =>
        [.. rows.Where(row => row.RowKey.StartsWith(Prefix(generation), StringComparison.Ordinal))
            .OrderBy(row => row.RowKey, StringComparer.Ordinal)
            .GroupBy(row => row.RowKey[..14], StringComparer.Ordinal)
            .Select(Episode)];

    private static (IReadOnlyList<HistoryEvent> Events, IReadOnlyList<HubMessage> Outbox) Episode(IEnumerable<TableEntity> parts)
    {
        var rows = parts.ToList();
        var owed = string.Concat(rows.Select(row => LongText.Read(row, "Outbox")));
        return (
            HubJson.Read<List<HistoryEvent>>(string.Concat(rows.Select(row => LongText.Read(row, "Events")))),
            owed.Length == 0 ? [] : HubJson.Read<List<HubMessage>>(owed));
    }

    private static string Piece(string text, int part) =>
        part * Part >= text.Length ? "" : text.Substring(part * Part, Math.Min(Part, text.Length - (part * Part)));
}
