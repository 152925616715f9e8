using CrowdControl.LocalRuntime.Engine.Durable.History;

namespace CrowdControl.LocalRuntime.Engine.Durable.Storage;

/// <summary>Bodies too long for a queue message wait in the table, and only their place travels: a claim check.</summary>
internal static class LongBodies
{
    /// <summary>A queue message holds 64 KiB, and base64 needs its share.</summary>
    private const int Longest = 20_000;

    /// <summary>All messages of an outbox, light enough to be written in one transaction with history.</summary>
    public static Task<HubMessage[]> PutAway(IReadOnlyCollection<HubMessage> outbox, HubTable table, CancellationToken cancellation)
    {
        var longest = Math.Min(Longest, 400_000 / Math.Max(1, outbox.Count));
        return Task.WhenAll(outbox.Select(message => PutAway(message, table, cancellation, longest)));
    }

    public static async Task<HubMessage> PutAway(
        HubMessage message, HubTable table, CancellationToken cancellation, int longest = Longest)
    {
        if (message.Stored || HubJson.Write(message) is not { } text || text.Length <= longest) return message;
        await table.Store(message.Instance, message.Id, text, cancellation);
        return message with { Event = null, Activity = null, Stored = true };
    }

    public static async Task<HubMessage> Fetch(HubMessage message, HubTable table, CancellationToken cancellation) =>
        message.Stored && await table.Fetch(message.Instance, message.Id, cancellation) is { } body
            ? HubJson.Read<HubMessage>(body)
            : message;
}
