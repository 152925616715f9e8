using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using CrowdControl.AuditLog.Journal;
using CrowdControl.AuditLog.Tree;

namespace CrowdControl.AuditLog.Sequencing;

/// <summary>
/// The stored form of a tip, so that a new instance need not read the whole log: lines of text, the last of them SHA-256 over the others.
/// Derived and replaced at will; nothing is built on it before the journal and a signed checkpoint bear it out.
/// </summary>
internal static class RightEdge
{
    private const string Version = "crowdcontrol/right-edge/1";

    public static byte[] Write(Tip tip)
    {
        var text = new StringBuilder();
        Line(text, $"{Version}");
        Line(text, $"{tip.Size} {tip.Commits} {tip.UnixMs} {tip.Epoch} {tip.Trailer} {(tip.Closed ? "closed" : "open")}");
        Line(text, $"{tip.Place.Segment} {tip.Place.Position} {tip.Place.Frames} {tip.Place.Day:yyyy-MM-dd} {tip.Place.Before}");
        Line(text, $"{Base64(tip.Range.Hashes)}");
        var tiles = tip.Edge.Partial();
        Line(text, $"{tiles.Count}");
        foreach (var tile in tiles) Line(text, $"{Base64(tile)}");
        Line(text, $"{tip.Streams.Count}");
        foreach (var (stream, end) in tip.Streams) Line(text, $"{end.Number} {end.Last} {stream}");
        var bytes = Encoding.UTF8.GetBytes(text.ToString());
        return [.. bytes, .. Encoding.ASCII.GetBytes(Convert.ToHexStringLower(SHA256.HashData(bytes)) + "\n")];
    }

    /// <returns>Null where this is none of the form above, or of an older one: then the journal is read.</returns>
    public static Tip? Read(ReadOnlySpan<byte> bytes)
    {
        const int Last = 2 * Digest.Size + 1;
        if (bytes.Length < Last) return null;
        var hash = Convert.ToHexStringLower(SHA256.HashData(bytes[..^Last]));
        if (Encoding.ASCII.GetString(bytes[^Last..]) != hash + "\n") return null;
        try
        {
            return Read(new Queue<string>(Encoding.UTF8.GetString(bytes[..^Last]).Split('\n')));
        }
        catch (Exception other) when (other is FormatException or InvalidOperationException or IndexOutOfRangeException or OverflowException)
        {
            return null;
        }
    }

    private static Tip? Read(Queue<string> lines)
    {
        if (lines.Dequeue() != Version) return null;
        var numbers = lines.Dequeue().Split(' ');
        var place = lines.Dequeue().Split(' ');
        var size = Number(numbers[0]);
        var range = new CompactRange((ulong)size, Digests(lines.Dequeue()));
        var tiles = Enumerable.Range(0, (int)Number(lines.Dequeue())).Select(_ => Digests(lines.Dequeue())).ToList();
        for (var level = 0; level < tiles.Count; level++)
            if (tiles[level].Length != TileId.PartialWidth(level, (ulong)size)) return null;
        var streams = new Dictionary<string, StreamEnd>(StringComparer.Ordinal);
        for (var count = Number(lines.Dequeue()); count > 0; count--)
        {
            var stream = lines.Dequeue().Split(' ', 3);
            streams[stream[2]] = new StreamEnd(Number(stream[0]), Number(stream[1]));
        }
        return new Tip
        {
            Place = new FramePlace(
                place[0], Number(place[1]), (int)Number(place[2]),
                place[3].Length == 0 ? null : DateOnly.ParseExact(place[3], "yyyy-MM-dd", CultureInfo.InvariantCulture),
                place[4].Length == 0 ? null : place[4]),
            Root = range.Root(),
            Commits = Number(numbers[1]),
            Trailer = Digest.FromHex(numbers[4]),
            UnixMs = Number(numbers[2]),
            Epoch = Number(numbers[3]),
            Range = range,
            Edge = TileEdge.Resume(size, tiles),
            Streams = streams,
            Closed = numbers[5] == "closed",
        };
    }

    private static void Line(StringBuilder text, FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');

    private static string Base64(ReadOnlySpan<Digest> hashes) => Convert.ToBase64String(MemoryMarshal.AsBytes(hashes));

    private static Digest[] Digests(string base64) => Digest.Over(Convert.FromBase64String(base64)).ToArray();

    private static long Number(string text) => long.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
}
