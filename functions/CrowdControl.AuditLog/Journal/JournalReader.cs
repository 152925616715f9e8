using CrowdControl.AuditLog.Tree;

namespace CrowdControl.AuditLog.Journal;

/// <summary>Reads frames of a segment. What it gives hangs together within itself; whether it belongs to the log is the caller's to see.</summary>
internal sealed class JournalReader(ILogStore store)
{
    /// <summary>The frames from the position on that one read holds: 4 MiB, so that at least one fits.</summary>
    /// <returns>Null where there is no such segment.</returns>
    public async Task<JournalSlice?> Read(string segment, long position, CancellationToken cancellation)
    {
        if (await store.ReadSegment(segment, position, Frame.MaximumSize, cancellation) is not { } bytes) return null;
        var (frames, used, wrong) = (new List<Frame>(), 0, (string?)null);
        try
        {
            while (Frame.Read(bytes[used..]) is { } frame)
            {
                frames.Add(frame);
                used += frame.Bytes.Length;
            }
        }
        catch (FormatException broken)
        {
            wrong = broken.Message;
        }
        var more = bytes.Length == Frame.MaximumSize;
        if (wrong is null && !more && used < bytes.Length) wrong = "The segment ends within a frame.";
        return new JournalSlice(frames, position + used, more, wrong, wrong is not null && IsTorn(bytes[used..], more));
    }

    /// <summary>One frame.</summary>
    /// <exception cref="LogStopped">It is not there any more.</exception>
    public async Task<Frame> Read(FrameAt at, CancellationToken cancellation)
    {
        var bytes = await store.ReadSegment(at.Segment, at.Position, at.Length, cancellation);
        try
        {
            if (bytes is { } there && Frame.Read(there) is { } frame && frame.Header.First == at.First && frame.Header.NewRoot == at.NewRoot) return frame;
        }
        catch (FormatException)
        {
        }
        throw new LogStopped(LogStop.Corrupt, $"The entries from {at.First} on are not what {at.Segment} held at {at.Position}.", at.First);
    }

    /// <summary>Whether this can be what an append left half done: nothing whole stands after it.</summary>
    private static bool IsTorn(ReadOnlyMemory<byte> rest, bool more)
    {
        if (more) return false;
        for (var at = 1; rest.Span[at..].IndexOf("CCAUDJ01"u8) is >= 0 and var next; at++)
        {
            at += next;
            try
            {
                if (Frame.Read(rest[at..]) is not null) return false;
            }
            catch (FormatException)
            {
                // No frame; look further.
            }
        }
        return true;
    }
}

/// <param name="Frames">Whole ones, in order.</param>
/// <param name="Next">Position after the last of them.</param>
/// <param name="More">The read was full, so that more may follow.</param>
/// <param name="Wrong">Why the bytes after the last frame are none; null where there are none.</param>
/// <param name="Torn">They are the segment's last, and can be what a broken append left.</param>
internal sealed record JournalSlice(IReadOnlyList<Frame> Frames, long Next, bool More, string? Wrong, bool Torn);

/// <summary>Where a frame stands.</summary>
internal readonly record struct FrameAt(string Segment, long Position, int Length, long First, int Count, Digest NewRoot)
{
    public long End => First + Count;
}
