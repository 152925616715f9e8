using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Security.Cryptography;

namespace CrowdControl.AuditLog.Tree;

/// <summary>The three hashes of an RFC 6962 tree (section 2.1; RFC 9162 section 2.1.1), with SHA-256.</summary>
/// <remarks>None of them allocates, apart from the first of a thread. About half a microsecond each for leaves of a few hundred bytes.</remarks>
public static class TreeHash
{
    [ThreadStatic]
    private static IncrementalHash? _ofThread;

    [ThreadStatic]
    private static byte[]? _input;

    /// <summary>The root of a tree without leaves: SHA-256 of the empty string.</summary>
    public static Digest Empty { get; } = Sha256([]);

    /// <summary>SHA-256(0x00 || leaf).</summary>
    public static Digest Leaf(ReadOnlySpan<byte> leaf)
    {
        if (_input is null || _input.Length <= leaf.Length) _input = new byte[Math.Max(1024, 2 * leaf.Length + 1)];
        leaf.CopyTo(_input.AsSpan(1));
        return Sha256(_input.AsSpan(0, leaf.Length + 1));
    }

    /// <summary>The hashes of many leaves, as <see cref="Leaf"/> gives them, in less time.</summary>
    public static void Leaves(ReadOnlySpan<ReadOnlyMemory<byte>> leaves, Span<Digest> hashes)
    {
        while (leaves.Length > 0)
        {
            var some = Math.Min(leaves.Length, Sha256Lanes.Lanes);
            if (some < Sha256Lanes.Lanes || !Vector256.IsHardwareAccelerated || !Short(leaves[..some]))
            {
                for (var i = 0; i < some; i++) hashes[i] = Leaf(leaves[i].Span);
            }
            else
            {
                var lanes = Sha256Lanes.OfThread;
                for (var i = 0; i < some; i++) lanes.Load(i, 0, leaves[i].Span, []);
                lanes.Hash(hashes);
            }
            leaves = leaves[some..];
            hashes = hashes[some..];
        }

        static bool Short(ReadOnlySpan<ReadOnlyMemory<byte>> leaves)
        {
            foreach (var leaf in leaves)
                if (leaf.Length >= Sha256Lanes.MostBytes) return false;
            return true;
        }
    }

    /// <summary>The parents of many nodes of one level: of the first and second, of the third and fourth, and so on.</summary>
    /// <param name="nodes">An even number.</param>
    /// <param name="parents">Half as many.</param>
    internal static void Parents(ReadOnlySpan<Digest> nodes, Span<Digest> parents)
    {
        while (nodes.Length > 0)
        {
            var some = Math.Min(nodes.Length / 2, Sha256Lanes.Lanes);
            if (some < Sha256Lanes.Lanes || !Vector256.IsHardwareAccelerated)
            {
                for (var i = 0; i < some; i++) parents[i] = Node(nodes[2 * i], nodes[2 * i + 1]);
            }
            else
            {
                var lanes = Sha256Lanes.OfThread;
                for (var i = 0; i < some; i++) lanes.Load(i, 1, nodes[2 * i].Bytes, nodes[2 * i + 1].Bytes);
                lanes.Hash(parents);
            }
            nodes = nodes[(2 * some)..];
            parents = parents[some..];
        }
    }

    /// <summary>SHA-256(0x01 || left || right).</summary>
    public static Digest Node(in Digest left, in Digest right) => Node(left.Bytes, right.Bytes);

    /// <remarks>The public vectors hash children that are no digests.</remarks>
    internal static Digest Node(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        Span<byte> input = stackalloc byte[1 + 2 * Digest.Size];
        input[0] = 1;
        left.CopyTo(input[1..]);
        right.CopyTo(input[(1 + left.Length)..]);
        return Sha256(input[..(1 + left.Length + right.Length)]);
    }

    /// <summary>The root of the perfect tree over these node hashes of one level, as of a full or halved tile.</summary>
    /// <param name="nodes">1, 2, 4, ... or 256 hashes.</param>
    /// <exception cref="ArgumentException">Another number of hashes.</exception>
    public static Digest Perfect(ReadOnlySpan<Digest> nodes)
    {
        if (nodes.Length is 0 or > 256 || (nodes.Length & (nodes.Length - 1)) != 0)
            throw new ArgumentException($"{nodes.Length} hashes do not make a perfect tree within one tile.", nameof(nodes));
        if (nodes.Length == 1) return nodes[0];

        Span<Digest> row = stackalloc Digest[nodes.Length / 2];
        for (var i = 0; i < nodes.Length / 2; i++) row[i] = Node(nodes[2 * i], nodes[2 * i + 1]);
        for (var width = nodes.Length / 4; width > 0; width /= 2)
            for (var i = 0; i < width; i++) row[i] = Node(row[2 * i], row[2 * i + 1]);
        return row[0];
    }

    // One that the thread keeps: a third of the time of hashing a node goes into making and freeing a new one.
    private static Digest Sha256(ReadOnlySpan<byte> input)
    {
        Unsafe.SkipInit(out Digest result);
        var hash = _ofThread ??= IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(input);
        hash.GetHashAndReset(MemoryMarshal.AsBytes(new Span<Digest>(ref result)));
        return result;
    }
}
