using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace CrowdControl.AuditLog.Notes;

/// <summary>What a witness signs: that at a time this was the greatest consistent checkpoint it knew.</summary>
/// <remarks>C2SP tlog-cosignature, cosignature/v1.</remarks>
public static class Cosignature
{
    /// <summary>The bytes that Ed25519 signs.</summary>
    /// <param name="noteText">The checkpoint's text with its last line feed.</param>
    /// <param name="time">Seconds since 1970, below 2^63.</param>
    public static byte[] Message(string noteText, ulong time) =>
        Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"cosignature/v1\ntime {time}\n{noteText}"));

    /// <summary>Signs a checkpoint as a witness.</summary>
    /// <param name="name">The witness's key name.</param>
    /// <param name="seed">Its 32 bytes of Ed25519.</param>
    /// <param name="noteText">The checkpoint's text with its last line feed.</param>
    /// <param name="time">When.</param>
    public static NoteSignature Sign(string name, ReadOnlySpan<byte> seed, string noteText, DateTimeOffset time)
    {
        var seconds = (ulong)time.ToUnixTimeSeconds();
        var bytes = new byte[8 + Ed25519.SignatureSize];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, seconds);
        Ed25519.Sign(seed, Message(noteText, seconds)).CopyTo(bytes, 8);
        return new NoteSignature(name, Key(name, seed).Id, bytes);
    }

    /// <summary>The verifier key, type 0x04, that belongs to a witness's seed.</summary>
    public static VerifierKey Key(string name, ReadOnlySpan<byte> seed) => new CosignatureKey(name, Ed25519.PublicKey(seed));
}
