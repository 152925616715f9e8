using System.Text.Json;
using CrowdControl.AuditLog.Journal;
using CrowdControl.AuditLog.Tree;

namespace CrowdControl.AuditLog.Publishing;

/// <summary>Where the head of a log is noted apart from the journal, so that a journal cut short is noticed: a table's row, or an object.</summary>
public interface IHeadRegister
{
    /// <returns>Null where none was noted.</returns>
    Task<NotedHead?> Read(CancellationToken cancellation);

    /// <summary>Notes a head, if what is there has the tag (null: if there is none).</summary>
    /// <returns>False where there is another one; it is left as it is.</returns>
    Task<bool> Write(LogHead head, string? tag, CancellationToken cancellation);
}

/// <summary>How far a log had come when it was last published. A guard against forks, not the truth.</summary>
/// <param name="Size">Entries.</param>
/// <param name="Root">Of the tree over them.</param>
/// <param name="Segment">The segment that held the end.</param>
/// <param name="Position">The end in it, in bytes.</param>
/// <param name="LastCheckpoint">Size of the newest signed checkpoint.</param>
/// <param name="Epoch">Of the last frame.</param>
public sealed record LogHead(long Size, Digest Root, string Segment, long Position, long LastCheckpoint, long Epoch);

/// <param name="Head">What was noted.</param>
/// <param name="Tag">Changes with it.</param>
public sealed record NotedHead(LogHead Head, string Tag);

/// <summary>Notes the head in an object beside the live checkpoint, where there is no table.</summary>
public sealed class StoredHeadRegister(ILogStore store, string log) : IHeadRegister
{
    private readonly LogPaths _paths = new(log);

    public async Task<NotedHead?> Read(CancellationToken cancellation)
    {
        if (await store.Get(LogArea.Live, _paths.Head, cancellation) is not { } stored) return null;
        try
        {
            var row = JsonSerializer.Deserialize<Row>(stored.Bytes.Span) ?? throw new JsonException();
            return new NotedHead(
                new LogHead(row.Size, Digest.FromHex(row.Root), row.Segment, row.Position, row.LastCheckpoint, row.Epoch), stored.Tag);
        }
        catch (Exception broken) when (broken is JsonException or FormatException or ArgumentNullException)
        {
            throw new LogStopped(LogStop.Corrupt, $"The noted head {_paths.Head} cannot be read.");
        }
    }

    public Task<bool> Write(LogHead head, string? tag, CancellationToken cancellation) => store.Replace(
        _paths.Head,
        JsonSerializer.SerializeToUtf8Bytes(
            new Row(head.Size, head.Root.ToHex(), head.Segment, head.Position, head.LastCheckpoint, head.Epoch)),
        tag, cancellation);

    private sealed record Row(long Size, string Root, string Segment, long Position, long LastCheckpoint, long Epoch);
}
