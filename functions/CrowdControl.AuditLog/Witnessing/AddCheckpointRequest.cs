using System.Globalization;
using System.Text;
using CrowdControl.AuditLog.Notes;
using CrowdControl.AuditLog.Tree;

namespace CrowdControl.AuditLog.Witnessing;

/// <summary>What a witness is asked to cosign (C2SP tlog-witness, add-checkpoint), as the log writes it and the witness reads it.</summary>
/// <param name="OldSize">Of the checkpoint that the witness is thought to know; 0 for none.</param>
/// <param name="Proof">That the tree of the old size is the beginning of the new one; empty where the old size is 0.</param>
/// <param name="Note">The checkpoint with the log's signature.</param>
/// <param name="Checkpoint">What the note's text says.</param>
public sealed record AddCheckpointRequest(ulong OldSize, IReadOnlyList<Digest> Proof, SignedNote Note, Checkpoint Checkpoint)
{
    /// <summary>Where a witness takes requests, below its submission prefix.</summary>
    public const string Path = "add-checkpoint";

    /// <summary>Content type of the one number with which a witness answers 409.</summary>
    public const string SizeType = "text/x.tlog.size";

    /// <summary>Hashes of a proof at most: as many as a tree of 2^63 leaves is deep.</summary>
    public const int LongestProof = 63;

    /// <summary>Bytes of a request at most.</summary>
    public const int MaximumSize = NoteText.MaximumSize;

    /// <summary>Reads a request in its one spelling: what is read, written again, gives the same bytes. Nothing in it is verified yet.</summary>
    /// <exception cref="FormatException">No such request; the message says why.</exception>
    public static AddCheckpointRequest Parse(ReadOnlySpan<byte> bytes)
    {
        var text = NoteText.Read(bytes, "request");
        var end = text.IndexOf("\n\n", StringComparison.Ordinal);
        if (end < 0) throw new FormatException("The request has no empty line between the proof and the checkpoint.");
        var lines = text[..end].Split('\n', LongestProof + 3);
        if (!lines[0].StartsWith("old ", StringComparison.Ordinal)) throw new FormatException("The request does not begin with an old size.");
        if (lines.Length > LongestProof + 1) throw new FormatException($"The request has more than {LongestProof} lines of proof.");
        var note = SignedNote.Parse(Encoding.UTF8.GetBytes(text[(end + 2)..]));
        return new AddCheckpointRequest(
            NoteText.Decimal(lines[0].AsSpan("old ".Length), "old size"), [.. lines.Skip(1).Select(line => Digest.FromBase64(line))],
            note, Checkpoint.Parse(note.Text));
    }

    /// <summary>The request's body.</summary>
    public byte[] ToBytes()
    {
        var head = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"old {OldSize}\n"));
        foreach (var hash in Proof) head.Append(hash.ToBase64()).Append('\n');
        return [.. Encoding.UTF8.GetBytes(head.Append('\n').ToString()), .. Note.ToBytes()];
    }

    /// <summary>The body of an answer 409: the size that the witness knows.</summary>
    public static string SizeText(ulong size) => string.Create(CultureInfo.InvariantCulture, $"{size}\n");

    /// <summary>Reads the body of an answer 409.</summary>
    /// <exception cref="FormatException">It is no decimal with a line feed.</exception>
    public static ulong ReadSize(ReadOnlySpan<byte> body)
    {
        var text = NoteText.Read(body, "witness's size");
        return NoteText.Decimal(text.AsSpan(0, text.Length - 1), "witness's size");
    }
}
