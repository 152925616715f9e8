using System.Buffers.Binary;
using CrowdControl.AuditLog.Canonical;

namespace CrowdControl.AuditLog.Notes;

/// <summary>One signature line of a note.</summary>
/// <param name="Name">Of the key: no white space, no plus.</param>
/// <param name="KeyId">First four bytes of a hash of the key; with the name it says which key is meant.</param>
/// <param name="Bytes">The signature without the id.</param>
public sealed record NoteSignature(string Name, uint KeyId, ReadOnlyMemory<byte> Bytes)
{
    private const string Dash = "\u2014 ";

    /// <summary>Reads a line without its line feed, in its one spelling.</summary>
    /// <exception cref="FormatException">Anything else.</exception>
    public static NoteSignature Parse(string line)
    {
        var space = line.LastIndexOf(' ');
        if (!line.StartsWith(Dash, StringComparison.Ordinal) || space < Dash.Length)
            throw new FormatException("A signature line is an em dash, a space, a name, a space and base64.");
        var name = line[Dash.Length..space];
        if (!NoteText.IsKeyName(name)) throw new FormatException("The name in a signature line is empty or holds white space or a plus.");
        var bytes = CanonicalBase64.Decode(line.AsSpan(space + 1));
        return bytes.Length > 4
            ? new NoteSignature(name, BinaryPrimitives.ReadUInt32BigEndian(bytes), bytes.AsMemory(4))
            : throw new FormatException($"The signature of {name} is no longer than a key's id.");
    }

    /// <summary>Whether the line says that it is of this key, which is not to say that it holds.</summary>
    public bool IsOf(VerifierKey key) => KeyId == key.Id && Name == key.Name;

    /// <summary>The line with its line feed.</summary>
    public string ToLine()
    {
        var bytes = new byte[4 + Bytes.Length];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, KeyId);
        Bytes.Span.CopyTo(bytes.AsSpan(4));
        return $"{Dash}{Name} {Convert.ToBase64String(bytes)}\n";
    }
}

/// <summary>A signature that holds.</summary>
/// <param name="Key">Whose it is.</param>
/// <param name="Time">For a cosignature: when it was given, in seconds since 1970. Else null.</param>
public sealed record VerifiedSignature(VerifierKey Key, ulong? Time);
