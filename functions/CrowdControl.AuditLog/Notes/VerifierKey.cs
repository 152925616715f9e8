using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CrowdControl.AuditLog.Canonical;

namespace CrowdControl.AuditLog.Notes;

/// <summary>A public key with a name, as C2SP signed-note writes it: name+id+base64(type || key). Safe for several threads.</summary>
public abstract class VerifierKey
{
    private protected VerifierKey(string name, NoteKeyType type, ReadOnlySpan<byte> material)
    {
        if (!NoteText.IsKeyName(name)) throw new FormatException("A key's name is empty or holds white space or a plus.");
        Name = name;
        Type = type;
        Material = material.ToArray();
        // Type 0x02 predates the rule of the others and hashes the key alone.
        Id = BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData(
            type == NoteKeyType.EcdsaP256 ? Material.Span : [.. Encoding.UTF8.GetBytes(name), (byte)'\n', (byte)type, .. material]));
    }

    /// <summary>No white space, no plus; of a log's key: its origin.</summary>
    public string Name { get; }

    /// <summary>How it signs.</summary>
    public NoteKeyType Type { get; }

    /// <summary>The first four bytes of a hash over the key; stands before each signature.</summary>
    public uint Id { get; }

    /// <summary>32 bytes for Ed25519, the SubjectPublicKeyInfo in DER for P-256.</summary>
    public ReadOnlyMemory<byte> Material { get; }

    /// <summary>Reads a verifier key in its one spelling; of P-256, signatures with a high S will be refused.</summary>
    /// <exception cref="FormatException">Anything else; the message says why.</exception>
    public static VerifierKey Parse(string text) => Parse(text, lowS: true);

    /// <summary>Reads the key of a log of others, whose ECDSA signatures may have a high S.</summary>
    /// <exception cref="FormatException">As for <see cref="Parse(string)"/>.</exception>
    public static VerifierKey ParseForeign(string text) => Parse(text, lowS: false);

    /// <summary>The key of a log of ours, type 0x02.</summary>
    /// <param name="name">The log's origin.</param>
    /// <param name="spki">Its SubjectPublicKeyInfo in DER, 91 bytes, as a vault or <see cref="ECDsa"/> exports it.</param>
    /// <exception cref="FormatException">No such key, or no such name.</exception>
    public static VerifierKey OfP256(string name, ReadOnlySpan<byte> spki) => new P256VerifierKey(name, spki, lowS: true);

    /// <summary>The written form.</summary>
    public override string ToString() => $"{Name}+{Id:x8}+{Convert.ToBase64String([(byte)Type, .. Material.Span])}";

    /// <returns>Null where the signature does not hold.</returns>
    internal abstract SignedAt? Verify(ReadOnlySpan<byte> text, ReadOnlySpan<byte> signature);

    private static VerifierKey Parse(string text, bool lowS)
    {
        var parts = text.Split('+', 3);
        if (parts.Length != 3) throw new FormatException("A verifier key is name+id+base64.");
        if (parts[1].Length != 8 || !uint.TryParse(parts[1], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var id))
            throw new FormatException("A verifier key's id has eight hexadecimal digits.");
        var material = CanonicalBase64.Decode(parts[2]);
        VerifierKey key = (material.Length > 0 ? (NoteKeyType)material[0] : 0) switch
        {
            NoteKeyType.Ed25519 => new Ed25519VerifierKey(parts[0], material.AsSpan(1)),
            NoteKeyType.EcdsaP256 => new P256VerifierKey(parts[0], material.AsSpan(1), lowS),
            NoteKeyType.Cosignature => new CosignatureKey(parts[0], material.AsSpan(1)),
            _ => throw new FormatException("The verifier key is of a type that is not known: 1, 2 and 4 are."),
        };
        if (key.Id != id) throw new FormatException($"The verifier key's id is {parts[1]}, and that of its key is {key.Id:x8}.");
        return key.ToString() == text ? key : throw new FormatException("A verifier key's id is in lower case.");
    }
}

/// <summary>The types of C2SP signed-note that are read here.</summary>
public enum NoteKeyType
{
    /// <summary>Ed25519 over the text.</summary>
    Ed25519 = 1,

    /// <summary>ECDSA on P-256 over SHA-256 of the text, in DER.</summary>
    EcdsaP256 = 2,

    /// <summary>A witness's Ed25519 signature with a time (C2SP tlog-cosignature).</summary>
    Cosignature = 4,
}

/// <summary>That a signature holds.</summary>
/// <param name="Time">Seconds since 1970 for a cosignature.</param>
internal readonly record struct SignedAt(ulong? Time);
