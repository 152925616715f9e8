using CrowdControl.AuditLog.Journal;
using CrowdControl.AuditLog.Tree;

namespace CrowdControl.AuditLog.Sequencing;

/// <summary>All that is known of a log's end. The position condition of the append, not this, decides who writes.</summary>
internal sealed class Tip
{
    public required FramePlace Place { get; set; }

    /// <summary>Entries of the log.</summary>
    public long Size => (long)Range.Count;

    /// <summary>Root of the tree over them.</summary>
    public required Digest Root { get; set; }

    /// <summary>Frames of the log.</summary>
    public required long Commits { get; set; }

    /// <summary>Trailer of the last frame.</summary>
    public required Digest Trailer { get; set; }

    /// <summary>Clock of the last frame.</summary>
    public required long UnixMs { get; set; }

    public required long Epoch { get; set; }

    public required CompactRange Range { get; set; }

    public required TileEdge Edge { get; init; }

    public required Dictionary<string, StreamEnd> Streams { get; init; }

    public Recent Recent { get; init; } = new();

    /// <summary>The last entry closed the log.</summary>
    public bool Closed { get; set; }

    public static Tip OfNothing(LogPaths paths) => new()
    {
        Place = new FramePlace(paths.Segment(0), 0, 0, null, null),
        Root = TreeHash.Empty,
        Commits = 0,
        Trailer = default,
        UnixMs = 0,
        Epoch = 0,
        Range = new CompactRange(),
        Edge = new TileEdge(),
        Streams = new Dictionary<string, StreamEnd>(StringComparer.Ordinal),
    };
}

/// <summary>A place between two frames.</summary>
/// <param name="Segment">Its name.</param>
/// <param name="Position">Bytes before the place.</param>
/// <param name="Frames">Frames before it.</param>
/// <param name="Day">Of the segment's first frame; null where it is empty.</param>
/// <param name="Before">Name of the segment before; null for the first.</param>
internal sealed record FramePlace(string Segment, long Position, int Frames, DateOnly? Day, string? Before)
{
    private const int MostFrames = 4_096;
    private const long MostBytes = 64 * 1024 * 1024;

    /// <summary>Whether a frame of this length has to go into a new segment.</summary>
    public bool IsFull(int length, DateOnly today) =>
        Position > 0 && (Frames >= MostFrames || Position + length > MostBytes || today > Day);

    public FramePlace After(Frame frame) => this with
    {
        Position = Position + frame.Bytes.Length,
        Frames = Frames + 1,
        Day = Day ?? DateOf(frame.Header.UnixMs),
    };

    public FramePlace Rolled(string segment) => new(segment, 0, 0, null, Segment);

    public static DateOnly DateOf(long unixMs) => DateOnly.FromDateTime(DateTimeOffset.FromUnixTimeMilliseconds(unixMs).UtcDateTime);
}

/// <summary>Where a stream stands.</summary>
/// <param name="Number">Its highest counter.</param>
/// <param name="Last">Index of that entry.</param>
internal readonly record struct StreamEnd(long Number, long Last);
