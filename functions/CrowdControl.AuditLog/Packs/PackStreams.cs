using System.Globalization;
using System.Text;
using CrowdControl.AuditLog.Notes;
using CrowdControl.AuditLog.Seals;
using CrowdControl.AuditLog.Tree;

namespace CrowdControl.AuditLog.Packs;

/// <summary>
/// The completeness statement of a pack, in two files. data/streams/seal.jsonl-item holds the items of the seal, one on each line;
/// data/streams/proof says which entry sealed them and holds the proof of each, in the order of the items:
/// <c>seal INDEX</c>, and for each stream <c>stream NAME</c> with <c>at PLACE</c> and hashes, or, where the seal has no such stream, with
/// <c>before PLACE</c> and <c>after PLACE</c> of its two neighbours, each with its hashes. The entries shown of such a stream are all
/// that it had up to the seal.
/// </summary>
/// <param name="Seal">Index of the streams.seal entry, which stands in the pack like any other.</param>
/// <param name="Present">Streams that the seal has; all their entries stand in the pack.</param>
/// <param name="Absent">Streams that it does not have.</param>
public sealed record PackStreams(ulong Seal, IReadOnlyList<SealProof> Present, IReadOnlyList<AbsenceProof> Absent)
{
    private const int MostStreams = 1_000;

    /// <summary>data/streams/seal.jsonl-item.</summary>
    public byte[] Items() =>
    [
        .. Present.Concat(Absent.SelectMany(absence => new[] { absence.Before, absence.After }).OfType<SealProof>())
            .SelectMany(proof => (byte[])[.. proof.Item.ToBytes(), (byte)'\n']),
    ];

    /// <summary>data/streams/proof.</summary>
    public byte[] Proofs()
    {
        var text = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"seal {Seal}\n"));
        foreach (var proof in Present)
        {
            text.Append(CultureInfo.InvariantCulture, $"stream {proof.Item.Stream}\n");
            Write(text, "at", proof);
        }
        foreach (var absence in Absent)
        {
            text.Append(CultureInfo.InvariantCulture, $"stream {absence.Stream}\n");
            if (absence.Before is { } before) Write(text, "before", before);
            if (absence.After is { } after) Write(text, "after", after);
        }
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>Reads both files in their one spelling; nothing in them is verified yet.</summary>
    /// <exception cref="FormatException">They are no such files, or do not fit together.</exception>
    public static PackStreams Parse(ReadOnlySpan<byte> items, ReadOnlySpan<byte> proofs)
    {
        var read = new StreamsReader(items, proofs).Read();
        return read.Items().AsSpan().SequenceEqual(items) && read.Proofs().AsSpan().SequenceEqual(proofs)
            && read.Present.Count + read.Absent.Count is > 0 and <= MostStreams
                ? read
                : throw new FormatException($"The statement of streams is not in its one form, or is of more than {MostStreams} streams.");
    }

    private static void Write(StringBuilder text, string where, SealProof proof)
    {
        text.Append(CultureInfo.InvariantCulture, $"{where} {proof.Index}\n");
        foreach (var hash in proof.Hashes) text.Append(hash.ToBase64()).Append('\n');
    }
}

/// <summary>Takes the lines of both files one by one.</summary>
internal sealed class StreamsReader
{
    private readonly Queue<string> _lines;
    private readonly Queue<SealItem> _items = [];

    public StreamsReader(ReadOnlySpan<byte> items, ReadOnlySpan<byte> proofs)
    {
        _lines = new Queue<string>(NoteText.Read(proofs, "proof of streams").Split('\n')[..^1]);
        while (!items.IsEmpty)
        {
            var end = items.IndexOf((byte)'\n');
            if (end < 0) throw new FormatException("The items do not end with a line feed.");
            _items.Enqueue(SealItem.Parse(items[..end]));
            items = items[(end + 1)..];
        }
    }

    public PackStreams Read()
    {
        var seal = NoteText.Decimal(Word("seal") ?? throw new FormatException("The first line names no seal."), "seal's index");
        var (present, absent) = (new List<SealProof>(), new List<AbsenceProof>());
        while (_lines.Count > 0)
        {
            var stream = Word("stream") ?? throw new FormatException($"No stream is named where \"{_lines.Peek()}\" stands.");
            if (Proof("at") is { } proof)
            {
                if (proof.Item.Stream != stream) throw new FormatException($"The item is of {proof.Item.Stream}, and the proof of {stream}.");
                present.Add(proof);
            }
            else absent.Add(new AbsenceProof(stream, Proof("before"), Proof("after")));
        }
        if (_items.Count > 0) throw new FormatException($"No proof is there for the item of {_items.Peek().Stream}.");
        return new PackStreams(seal, present, absent);
    }

    private SealProof? Proof(string where)
    {
        if (Word(where) is not { } place) return null;
        if (!_items.TryDequeue(out var item)) throw new FormatException("There are fewer items than proofs.");
        var hashes = new List<Digest>();
        // No line of words has a hash's length and no space.
        while (_lines.TryPeek(out var line) && line.Length == 44 && !line.Contains(' ', StringComparison.Ordinal))
            hashes.Add(Digest.FromBase64(_lines.Dequeue()));
        return new SealProof(item, NoteText.Decimal(place, "place"), hashes);
    }

    private string? Word(string word) => _lines.TryPeek(out var line) && line.StartsWith($"{word} ", StringComparison.Ordinal)
        ? _lines.Dequeue()[(word.Length + 1)..] : null;
}
