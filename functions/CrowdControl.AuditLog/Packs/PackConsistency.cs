using System.Globalization;
using System.Text;
using CrowdControl.AuditLog.Notes;
using CrowdControl.AuditLog.Tree;

namespace CrowdControl.AuditLog.Packs;

/// <summary>
/// What a file below data/consistency holds: a checkpoint that somebody was given earlier, and that the pack's checkpoint goes on from
/// it. Its first line is the old size, then come the proof's hashes in base64, an empty line and the old checkpoint as it was signed.
/// </summary>
/// <param name="Old">The earlier checkpoint.</param>
/// <param name="Proof">From its size to that of data/checkpoint; empty where they are the same.</param>
public sealed record PackConsistency(SignedNote Old, IReadOnlyList<Digest> Proof)
{
    private const int LongestProof = 64;

    /// <summary>The file's bytes.</summary>
    public byte[] ToBytes()
    {
        var head = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"old {Checkpoint.Parse(Old.Text).Size}\n"));
        foreach (var hash in Proof) head.Append(hash.ToBase64()).Append('\n');
        return [.. Encoding.UTF8.GetBytes(head.Append('\n').ToString()), .. Old.ToBytes()];
    }

    /// <summary>Reads the file in its one spelling; nothing in it is verified yet.</summary>
    /// <exception cref="FormatException">It is no such file.</exception>
    public static PackConsistency Parse(ReadOnlySpan<byte> bytes)
    {
        var text = NoteText.Read(bytes, "consistency proof");
        var end = text.IndexOf("\n\n", StringComparison.Ordinal);
        if (end < 0) throw new FormatException("There is no empty line between the proof and the checkpoint.");
        var lines = text[..end].Split('\n', LongestProof + 3);
        if (!lines[0].StartsWith("old ", StringComparison.Ordinal)) throw new FormatException("The first line is no old size.");
        if (lines.Length > LongestProof + 1) throw new FormatException($"The proof has more than {LongestProof} hashes.");
        var old = SignedNote.Parse(Encoding.UTF8.GetBytes(text[(end + 2)..]));
        if (NoteText.Decimal(lines[0].AsSpan("old ".Length), "old size") != Checkpoint.Parse(old.Text).Size)
            throw new FormatException("The old size is not that of the checkpoint below.");
        return new PackConsistency(old, [.. lines.Skip(1).Select(line => Digest.FromBase64(line))]);
    }
}
