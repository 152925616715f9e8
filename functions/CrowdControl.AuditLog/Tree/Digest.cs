using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using CrowdControl.AuditLog.Canonical;

namespace CrowdControl.AuditLog.Tree;

/// <summary>One SHA-256 value: 32 bytes held in place, so that a million of them are one array and no objects.</summary>
[StructLayout(LayoutKind.Sequential, Size = Size)]
public readonly struct Digest : IEquatable<Digest>
{
    /// <summary>Bytes of a digest.</summary>
    public const int Size = 32;

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");

    // The bytes as they are, in memory order; nothing reads these as numbers.
    private readonly ulong _first;
    private readonly ulong _second;
    private readonly ulong _third;
    private readonly ulong _fourth;

    /// <param name="bytes">Exactly 32 bytes.</param>
    /// <exception cref="ArgumentException">Another length.</exception>
    public Digest(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Size) throw new ArgumentException($"A digest has {Size} bytes, not {bytes.Length}.", nameof(bytes));
        this = MemoryMarshal.Read<Digest>(bytes);
    }

    /// <summary>The 32 bytes, without a copy.</summary>
    [UnscopedRef]
    public ReadOnlySpan<byte> Bytes => MemoryMarshal.AsBytes(new ReadOnlySpan<Digest>(in this));

    /// <summary>Digests that stand one after the other, such as a tile, without a copy.</summary>
    /// <exception cref="FormatException">The length is no multiple of 32.</exception>
    public static ReadOnlySpan<Digest> Over(ReadOnlySpan<byte> bytes) => bytes.Length % Size == 0
        ? MemoryMarshal.Cast<byte, Digest>(bytes)
        : throw new FormatException($"Hashes have {Size} bytes each, and {bytes.Length} is no multiple of that.");

    /// <summary>Reads canonical base64 of exactly 32 bytes (44 characters).</summary>
    /// <exception cref="FormatException">Anything else.</exception>
    public static Digest FromBase64(ReadOnlySpan<char> text)
    {
        var bytes = CanonicalBase64.Decode(text);
        return bytes.Length == Size
            ? new Digest(bytes)
            : throw new FormatException($"A hash has {Size} bytes, and this one has {bytes.Length}.");
    }

    /// <summary>Reads 64 lower-case hexadecimal digits.</summary>
    /// <exception cref="FormatException">Anything else.</exception>
    public static Digest FromHex(ReadOnlySpan<char> text)
    {
        if (text.Length != 2 * Size || text.ContainsAnyExcept(HexDigits))
            throw new FormatException($"A hash in hexadecimal has {2 * Size} digits, 0 to 9 and a to f.");
        return new Digest(Convert.FromHexString(text));
    }

    /// <summary>44 characters.</summary>
    public string ToBase64() => Convert.ToBase64String(Bytes);

    /// <summary>64 lower-case digits.</summary>
    public string ToHex() => Convert.ToHexStringLower(Bytes);

    /// <inheritdoc cref="ToHex"/>
    public override string ToString() => ToHex();

    /// <exception cref="ArgumentException">Fewer than 32 bytes of room.</exception>
    public void CopyTo(Span<byte> destination) => Bytes.CopyTo(destination);

    /// <remarks>Not in constant time: digests are public.</remarks>
    public bool Equals(Digest other) =>
        _first == other._first && _second == other._second && _third == other._third && _fourth == other._fourth;

    public override bool Equals(object? obj) => obj is Digest other && Equals(other);

    public override int GetHashCode() => _first.GetHashCode();

    public static bool operator ==(Digest left, Digest right) => left.Equals(right);

    public static bool operator !=(Digest left, Digest right) => !left.Equals(right);
}
