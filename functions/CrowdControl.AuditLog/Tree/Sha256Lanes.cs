using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace CrowdControl.AuditLog.Tree;

/// <summary>SHA-256 (FIPS 180-4) of eight messages side by side, one in each lane of a vector. Of short messages, of which a tree is made, one
/// call of the platform's spends most of its time before and after the hashing.</summary>
/// <remarks>The same steps as the standard's, written once for eight; tests hold it to the platform's for every length. Compiled
/// well at once (AggressiveOptimization), or the first thousands of entries would be hashed slowly. Not safe for several threads: each keeps
/// its own.</remarks>
internal sealed class Sha256Lanes
{
    /// <summary>Messages at a time.</summary>
    public const int Lanes = 8;

    /// <summary>Bytes of a message at most; longer ones gain nothing.</summary>
    public const int MostBytes = 16 * BlockSize - 9;

    private const int BlockSize = 64;
    private const int BlockWords = BlockSize / 4;
    private readonly byte[] _message = new byte[16 * BlockSize];
    private readonly uint[] _words = new uint[16 * BlockWords * Lanes];
    private readonly int[] _blocks = new int[Lanes];

    [ThreadStatic]
    private static Sha256Lanes? _ofThread;

    public static Sha256Lanes OfThread => _ofThread ??= new Sha256Lanes();

    private static ReadOnlySpan<uint> K =>
    [
        0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5, 0xd807aa98, 0x12835b01, 0x243185be,
        0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa,
        0x5cb0a9dc, 0x76f988da, 0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967, 0x27b70a85,
        0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3,
        0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070, 0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f,
        0x682e6ff3, 0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
    ];

    private static ReadOnlySpan<uint> Initial =>
        [0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19];

    /// <summary>Sets a lane's message: the three parts one after the other, and what section 5.1.1 adds.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Load(int lane, byte first, ReadOnlySpan<byte> second, ReadOnlySpan<byte> third)
    {
        var length = 1 + second.Length + third.Length;
        var blocks = (length + 8) / BlockSize + 1;
        var message = _message.AsSpan(0, blocks * BlockSize);
        message[0] = first;
        second.CopyTo(message[1..]);
        third.CopyTo(message[(1 + second.Length)..]);
        message[length] = 0x80;
        message[(length + 1)..].Clear();
        BinaryPrimitives.WriteUInt64BigEndian(message[^8..], (ulong)length * 8);
        for (var i = 0; i < blocks * BlockWords; i++) _words[i * Lanes + lane] = BinaryPrimitives.ReadUInt32BigEndian(message[(4 * i)..]);
        _blocks[lane] = blocks;
    }

    /// <summary>The hashes of the eight messages.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Hash(Span<Digest> hashes)
    {
        Span<Vector256<uint>> state = stackalloc Vector256<uint>[8], before = stackalloc Vector256<uint>[8];
        for (var i = 0; i < 8; i++) state[i] = Vector256.Create(Initial[i]);
        var (most, blocks) = (_blocks.Max(), Vector256.Create<int>(_blocks));
        for (var block = 0; block < most; block++)
        {
            state.CopyTo(before);
            Compress(state, _words.AsSpan(block * BlockWords * Lanes));
            // A lane whose message has ended stays as it is.
            var runs = Vector256.GreaterThan(blocks, Vector256.Create(block)).AsUInt32();
            for (var i = 0; i < 8; i++) state[i] = before[i] + (state[i] & runs);
        }
        Span<byte> hash = stackalloc byte[Digest.Size];
        for (var lane = 0; lane < Lanes; lane++)
        {
            for (var i = 0; i < 8; i++) BinaryPrimitives.WriteUInt32BigEndian(hash[(4 * i)..], state[i][lane]);
            hashes[lane] = new Digest(hash);
        }
    }

    /// <summary>Section 6.2.2, without its last step.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Compress(Span<Vector256<uint>> state, ReadOnlySpan<uint> words)
    {
        Span<Vector256<uint>> w = stackalloc Vector256<uint>[BlockWords];
        var (a, b, c, d) = (state[0], state[1], state[2], state[3]);
        var (e, f, g, h) = (state[4], state[5], state[6], state[7]);
        for (var t = 0; t < 64; t++)
        {
            var word = t < BlockWords
                ? Vector256.Create(words.Slice(t * Lanes, Lanes))
                : w[t & 15] + Sigma(w[(t + 1) & 15], 7, 18, 3) + w[(t + 9) & 15] + Sigma(w[(t + 14) & 15], 17, 19, 10);
            w[t & 15] = word;
            var one = h + (Right(e, 6) ^ Right(e, 11) ^ Right(e, 25)) + Vector256.ConditionalSelect(e, f, g) + Vector256.Create(K[t]) + word;
            var two = (Right(a, 2) ^ Right(a, 13) ^ Right(a, 22)) + Vector256.ConditionalSelect(a ^ b, c, b);
            (h, g, f, e) = (g, f, e, d + one);
            (d, c, b, a) = (c, b, a, one + two);
        }
        (state[0], state[1], state[2], state[3]) = (a, b, c, d);
        (state[4], state[5], state[6], state[7]) = (e, f, g, h);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> Sigma(
        Vector256<uint> x, [ConstantExpected] byte one, [ConstantExpected] byte two, [ConstantExpected] byte shift) =>
        Right(x, one) ^ Right(x, two) ^ (x >>> shift);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> Right(Vector256<uint> x, [ConstantExpected] byte by) =>
        Avx512F.VL.IsSupported ? Avx512F.VL.RotateRight(x, by) : (x >>> by) | (x << (32 - by));
}
