using System.Buffers.Binary;
using System.Runtime.InteropServices;
using CrowdControl.AuditLog.Leaves;
using CrowdControl.AuditLog.Notes;
using CrowdControl.AuditLog.Tree;

namespace CrowdControl.AuditLog.Packs;

/// <summary>
/// What export.tlog-proof holds: the disclosure.exported entry, which commits to the manifest, and that it stands in a log that goes on
/// from the pack's own checkpoint.
/// </summary>
/// <remarks>
/// The entry cannot stand in the payload that it commits to. Hence the proof's extra line, which C2SP leaves to us, holds it: the entry's
/// length in two bytes, most significant first, the entry, and the hashes of the consistency proof from the size of data/checkpoint to
/// the proof's own. All of it is verified against the proof.
/// </remarks>
/// <param name="Index">The entry's.</param>
/// <param name="Leaf">The entry's bytes; of type <see cref="LeafType"/>, its obj.id is the manifest's SHA-256 in hexadecimal.</param>
/// <param name="Inclusion">From the entry's sibling up.</param>
/// <param name="Consistency">From the size of data/checkpoint to that of <paramref name="Checkpoint"/>.</param>
/// <param name="Checkpoint">Signed by the log and by witnesses after the entry was taken in.</param>
public sealed record PackExport(
    ulong Index, ReadOnlyMemory<byte> Leaf, IReadOnlyList<Digest> Inclusion, IReadOnlyList<Digest> Consistency, SignedNote Checkpoint)
{
    /// <summary>The entry's type.</summary>
    public const string LeafType = "disclosure.exported";

    /// <summary>The file's bytes.</summary>
    public byte[] ToBytes()
    {
        var length = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(length, (ushort)Leaf.Length);
        byte[] extra = [.. length, .. Leaf.Span, .. MemoryMarshal.AsBytes<Digest>(Consistency.ToArray())];
        return new TlogProof(Index, Inclusion, Checkpoint, extra).ToBytes();
    }

    /// <summary>Reads the file in its one spelling; nothing in it is verified yet.</summary>
    /// <exception cref="FormatException">It is no such file.</exception>
    public static PackExport Parse(ReadOnlySpan<byte> bytes)
    {
        var proof = TlogProof.Parse(bytes);
        var extra = proof.Extra ?? throw new FormatException("The proof has no extra line, which holds the entry.");
        var end = extra.Length < 2 ? int.MaxValue : 2 + BinaryPrimitives.ReadUInt16BigEndian(extra.Span);
        if (end > extra.Length) throw new FormatException("The proof's extra line ends within the entry.");
        return new PackExport(proof.Index, extra[2..end], proof.Hashes, Digest.Over(extra.Span[end..]).ToArray(), proof.Checkpoint);
    }

    /// <summary>The entry with its fields.</summary>
    /// <exception cref="FormatException">It is no entry, or none of this type.</exception>
    public Leaf Entry()
    {
        var leaf = Leaves.Leaf.Parse(Leaf.Span);
        return leaf.Draft.Type == LeafType ? leaf : throw new FormatException($"The entry is of type {leaf.Draft.Type}, not {LeafType}.");
    }
}
