using System.Globalization;
using System.Text;
using CrowdControl.AuditLog.Canonical;
using CrowdControl.AuditLog.Tree;

namespace CrowdControl.AuditLog.Notes;

/// <summary>A proof for one entry that stands on its own (C2SP tlog-proof), for files named .tlog-proof.</summary>
/// <param name="Index">The entry's.</param>
/// <param name="Hashes">The inclusion proof, the leaf's sibling first.</param>
/// <param name="Checkpoint">Signed by the log, and by witnesses.</param>
/// <param name="Extra">Bytes that nobody signed; null for none.</param>
public sealed record TlogProof(ulong Index, IReadOnlyList<Digest> Hashes, SignedNote Checkpoint, ReadOnlyMemory<byte>? Extra = null)
{
    private const string Header = "c2sp.org/tlog-proof@v1";

    /// <summary>Hashes at most: the height of a tree of 2^64-1 leaves.</summary>
    private const int MaximumHashes = 64;

    /// <summary>Reads a proof in its one spelling. That it could be read says nothing yet: see <see cref="Verify"/>.</summary>
    /// <exception cref="FormatException">Anything else; the message says why.</exception>
    public static TlogProof Parse(ReadOnlySpan<byte> bytes)
    {
        var text = NoteText.Read(bytes, "proof");
        var end = text.IndexOf("\n\n", StringComparison.Ordinal);
        if (end < 0) throw new FormatException("The proof has no empty line before its checkpoint.");
        var lines = new Queue<string>(text[..end].Split('\n'));
        if (lines.Dequeue() != Header) throw new FormatException($"A proof's first line is {Header}.");
        ReadOnlyMemory<byte>? extra = null;
        if (lines.TryPeek(out var second) && second.StartsWith("extra ", StringComparison.Ordinal))
            extra = CanonicalBase64.Decode(lines.Dequeue().AsSpan("extra ".Length));
        if (!lines.TryDequeue(out var index) || !index.StartsWith("index ", StringComparison.Ordinal))
            throw new FormatException("The proof's index line is missing or in the wrong place.");
        if (lines.Count > MaximumHashes) throw new FormatException($"A proof has {MaximumHashes} hashes at most, not {lines.Count}.");
        return new TlogProof(
            NoteText.Decimal(index.AsSpan("index ".Length), "proof's index"),
            [.. lines.Select(line => Digest.FromBase64(line))],
            SignedNote.Parse(Encoding.UTF8.GetBytes(text[(end + 2)..])),
            extra);
    }

    /// <summary>The written form, UTF-8; 45 bytes per hash.</summary>
    public byte[] ToBytes()
    {
        var text = new StringBuilder(Header).Append('\n');
        if (Extra is { } extra) text.Append("extra ").Append(Convert.ToBase64String(extra.Span)).Append('\n');
        text.Append(CultureInfo.InvariantCulture, $"index {Index}\n");
        foreach (var hash in Hashes) text.Append(hash.ToBase64()).Append('\n');
        return [.. Encoding.UTF8.GetBytes(text.Append('\n').ToString()), .. Checkpoint.ToBytes()];
    }

    /// <summary>Holds checkpoint and proof to a policy.</summary>
    /// <param name="leaf">The entry's bytes.</param>
    /// <param name="policy">Whom to believe.</param>
    /// <returns>The checkpoint, and who stands behind it.</returns>
    /// <exception cref="FormatException">Something does not hold; the message says what.</exception>
    public TrustedCheckpoint Verify(ReadOnlySpan<byte> leaf, TrustPolicy policy)
    {
        var trusted = policy.Verify(Checkpoint);
        InclusionProof.Check(Index, trusted.Checkpoint.Size, TreeHash.Leaf(leaf), [.. Hashes], trusted.Checkpoint.Root);
        return trusted;
    }
}
