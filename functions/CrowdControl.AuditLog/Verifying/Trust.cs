using CrowdControl.AuditLog.Notes;

namespace CrowdControl.AuditLog.Verifying;

/// <summary>Judges notes by a policy. Without one a note is read and nobody is believed.</summary>
internal sealed class Trust(TrustPolicy? policy)
{
    /// <exception cref="FormatException">It is no checkpoint, or the policy refuses it.</exception>
    public TrustedCheckpoint Judge(SignedNote note) =>
        policy?.VerifyLog(note) ?? new TrustedCheckpoint(Checkpoint.Parse(note.Text), note, [], QuorumReached: true);

    /// <summary>Judges one signature line under a checkpoint's text.</summary>
    /// <returns>Null where the policy knows no such witness.</returns>
    /// <exception cref="FormatException">The witness is known, and the signature does not hold.</exception>
    public VerifiedCosignature? Judge(string text, NoteSignature line)
    {
        var known = policy?.Witnesses.Where(witness => witness.Key.Name == line.Name && witness.Key.Id == line.KeyId).ToList();
        if (known is null or { Count: 0 }) return null;
        var verified = new SignedNote(text, [line]).Verify(known.Select(witness => witness.Key));
        return new VerifiedCosignature(known.First(witness => witness.Key == verified[0].Key), verified[0].Time!.Value);
    }

    /// <summary>Whether the policy knows a witness whose key has this name, whichever key.</summary>
    public bool KnowsWitness(string keyName) => policy is not null && policy.Witnesses.Any(witness => witness.Key.Name == keyName);
}
