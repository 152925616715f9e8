using CrowdControl.AuditLog.Notes;

namespace CrowdControl.Witness.Keys;

/// <summary>The witness's Ed25519 key under its name, type 0x04.</summary>
internal sealed class CosigningKey(string name, byte[] seed)
{
    /// <summary>What strangers know the witness by.</summary>
    public VerifierKey Public { get; } = Cosignature.Key(name, seed);

    public NoteSignature Sign(string noteText, DateTimeOffset time) => Cosignature.Sign(name, seed, noteText, time);
}
