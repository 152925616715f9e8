using System.Text;

namespace CrowdControl.AuditLog.Notes;

/// <summary>A text with signatures below it (C2SP signed-note).</summary>
/// <remarks>
/// That it could be read says nothing about the signatures: see <see cref="Verify"/>.
/// Never compare two notes by their signatures, nor use those as names: ECDSA gives another one each time, and anybody can make a second
/// from a first.
/// </remarks>
public sealed class SignedNote
{
    /// <summary>Signature lines at most; C2SP asks for 16 at least.</summary>
    public const int MaximumSignatures = 64;

    private readonly byte[] _signed;

    /// <param name="text">What is signed, its last line feed included.</param>
    /// <param name="signatures">One or more.</param>
    /// <exception cref="FormatException">The text cannot stand in a note, or the number of signatures is not 1 to 64.</exception>
    public SignedNote(string text, IReadOnlyList<NoteSignature> signatures)
    {
        _signed = Encoding.UTF8.GetBytes(text);
        if (NoteText.Read(_signed, "note's text") != text) throw new FormatException("The note's text is not whole Unicode.");
        if (signatures.Count is 0 or > MaximumSignatures)
            throw new FormatException($"A note has 1 to {MaximumSignatures} signatures, not {signatures.Count}.");
        Text = text;
        Signatures = signatures;
    }

    /// <summary>What is signed, its last line feed included.</summary>
    public string Text { get; }

    /// <summary>In their order; those of unknown keys as well.</summary>
    public IReadOnlyList<NoteSignature> Signatures { get; }

    /// <summary>Reads a note in its one spelling: what is read, written again, gives the same bytes.</summary>
    /// <exception cref="FormatException">No such note; the message says why.</exception>
    public static SignedNote Parse(ReadOnlySpan<byte> bytes)
    {
        var note = NoteText.Read(bytes, "note");
        var split = note.LastIndexOf("\n\n", StringComparison.Ordinal);
        if (split < 0) throw new FormatException("The note has no empty line between text and signatures.");
        if (split == 0) throw new FormatException("The note has no text.");
        var lines = note[(split + 2)..].Split('\n');
        // The last piece is what stands after the last line feed: nothing.
        return new SignedNote(note[..(split + 1)], [.. lines.SkipLast(1).Take(MaximumSignatures + 1).Select(NoteSignature.Parse)]);
    }

    /// <summary>Text, empty line, signature lines; UTF-8.</summary>
    public byte[] ToBytes() =>
        Encoding.UTF8.GetBytes($"{Text}\n{string.Concat(Signatures.Select(signature => signature.ToLine()))}");

    /// <summary>The same note with one more signature at the end, as a witness adds it.</summary>
    public SignedNote With(NoteSignature signature) => new(Text, [.. Signatures, signature]);

    /// <summary>Checks every signature of the keys that are known; a line of another key is passed over.</summary>
    /// <returns>The signatures that hold, in their order, at least one.</returns>
    /// <exception cref="FormatException">A known key's signature does not hold, or no line is of a known key.</exception>
    public IReadOnlyList<VerifiedSignature> Verify(IEnumerable<VerifierKey> known)
    {
        var keys = known.ToList();
        var verified = new List<VerifiedSignature>();
        foreach (var signature in Signatures)
            // Two keys may share name and id by design of an attacker, so that every one of them has its say.
            foreach (var key in keys.Where(signature.IsOf))
                verified.Add(key.Verify(_signed, signature.Bytes.Span) is { } at
                    ? new VerifiedSignature(key, at.Time)
                    : throw new FormatException($"The signature of {key.Name}+{key.Id:x8} does not hold."));
        return verified.Count > 0 ? verified : throw new FormatException("No signature of the note is of a known key.");
    }
}
