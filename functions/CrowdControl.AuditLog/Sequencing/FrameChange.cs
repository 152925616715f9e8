using System.Buffers.Text;
using System.Text;
using CrowdControl.AuditLog.Journal;
using CrowdControl.AuditLog.Leaves;
using CrowdControl.AuditLog.Tree;

namespace CrowdControl.AuditLog.Sequencing;

/// <summary>What a frame's leaves change about the tip, whether the frame is to be written or was read. The tip stays as it is until
/// <see cref="Commit"/>, so that a lost race leaves nothing behind.</summary>
internal sealed class FrameChange(Tip tip)
{
    private readonly CompactRange _range = tip.Range.Copy();
    private readonly long _first = tip.Size;
    private readonly List<(int Level, Digest Hash)> _above = [];
    private readonly Dictionary<string, StreamEnd> _streams = new(StringComparer.Ordinal);
    private readonly IdTable _ids = new();
    private Digest[] _leaves = [];
    private bool _closed;

    public int Count => _ids.Count;

    /// <summary>Index that the next leaf gets.</summary>
    public long Next => _first + _ids.Count;

    /// <summary>Hashes all leaves that were added, as they stand in the frame's body, at once. No more can be added.</summary>
    /// <returns>The root with them.</returns>
    public Digest Root(ReadOnlyMemory<byte> body)
    {
        var leaves = Frame.LeavesOf(body).ToArray();
        _leaves = new Digest[leaves.Length];
        TreeHash.Leaves(leaves, _leaves);
        _range.AddAll(_leaves, (level, nodes) =>
        {
            if (level % 8 != 0) return;
            foreach (var node in nodes) _above.Add((level / 8, node));
        });
        return _range.Root();
    }

    /// <summary>The entry's index, where the id stands in the last two segments or among these leaves.</summary>
    public long? Find(Guid id) => _ids.Find(id) is { } place ? _first + place : tip.Recent.Find(id);

    /// <summary>So many more leaves are about to come.</summary>
    public void Expect(int more) => _ids.Expect(more);

    public StreamPlace PlaceIn(string stream) => _streams.TryGetValue(stream, out var end) || tip.Streams.TryGetValue(stream, out end)
        ? new StreamPlace(stream, end.Number + 1, end.Last)
        : new StreamPlace(stream, 0, -1);

    /// <summary>Takes a leaf that was read.</summary>
    /// <param name="leaf">Its bytes.</param>
    /// <param name="unixMs">The time that it has to bear.</param>
    /// <exception cref="FormatException">No leaf, or none that belongs here.</exception>
    public void Add(ReadOnlySpan<byte> leaf, long unixMs)
    {
        var text = LeafText.Read(leaf);
        if (!Utf8Parser.TryParse(text.Id, out Guid id, out _, 'D')) throw new FormatException("The leaf's id is no UUID.");
        Add(text, id, PlaceIn(LeafCursor.Decode(text.Stream)), unixMs);
    }

    /// <summary>Takes the leaf that an entry gave for its place.</summary>
    /// <inheritdoc cref="Add(ReadOnlySpan{byte}, long)"/>
    public void Add(ReadOnlySpan<byte> leaf, Entry entry, Guid id, StreamPlace place, long unixMs)
    {
        var text = LeafText.Read(leaf);
        if (!Ascii.EqualsIgnoreCase(text.Id, entry.Id)) throw new FormatException("The leaf bears another id than its entry.");
        if (!Ascii.Equals(text.Stream, place.Stream) && LeafCursor.Decode(text.Stream) is var stream && stream != place.Stream)
            throw new FormatException($"The leaf is of {stream}, not of {place.Stream}.");
        Add(text, id, place, unixMs);
    }

    /// <summary>Takes a leaf that <see cref="LeafWriter"/> wrote for this id, place and time: it has held it to the format.</summary>
    public void AddWritten(Guid id, StreamPlace place, bool closes)
    {
        _streams[place.Stream] = new StreamEnd(place.Number, Next);
        _ids.Add(id);
        _closed = closes;
    }

    private void Add(in LeafText text, Guid id, StreamPlace place, long unixMs)
    {
        if (text.Number != place.Number || text.Previous != place.Previous)
            throw new FormatException($"The leaf takes place {text.Number} of {place.Stream}, where {place.Number} is due.");
        if (text.At.ToUnixTimeMilliseconds() != unixMs) throw new FormatException("The leaf's time is not that of its frame.");
        AddWritten(id, place, text.Type.SequenceEqual("log.closed"u8));
    }

    /// <summary>The frame stands in the journal, at the tip's place.</summary>
    public void Commit(Frame frame)
    {
        var header = frame.Header;
        tip.Recent.Add(
            new FrameAt(tip.Place.Segment, tip.Place.Position, frame.Bytes.Length, header.First, header.Count, header.NewRoot), _ids.All);
        foreach (var hash in _leaves) tip.Edge.AddLeaf(hash);
        foreach (var (level, hash) in _above) tip.Edge.Add(level, hash);
        foreach (var (stream, end) in _streams) tip.Streams[stream] = end;
        (tip.Range, tip.Root, tip.Commits, tip.Trailer) = (_range, header.NewRoot, header.Commit + 1, frame.Trailer);
        (tip.UnixMs, tip.Epoch, tip.Place, tip.Closed) = (header.UnixMs, header.Epoch, tip.Place.After(frame), _closed);
    }
}
