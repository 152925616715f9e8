using CrowdControl.AuditLog.Notes;

namespace CrowdControl.AuditLog.Verifying;

/// <summary>Judges notes by a policy. Without one a note is read and nobody is believed.</summary>
internal sealed class Trust(TrustPolicy? policy)
{
    private readonly HashSet<(string Name, uint KeyId)> _told = [];

    /// <exception cref="FormatException">It is no checkpoint, or the policy refuses it.</exception>
    public TrustedCheckpoint Judge(SignedNote note) =>
        policy?.VerifyLog(note) ?? new TrustedCheckpoint(Checkpoint.Parse(note.Text), note, [], QuorumReached: true);

    /// <summary>Judges one signature line under a checkpoint's text.</summary>
    /// <returns>Null where the policy knows no such witness.</returns>
    /// <exception cref="FormatException">The witness is known, and the signature does not hold.</exception>
    public VerifiedCosignature? Judge(string text, NoteSignature line)
    {
        var known = policy?.Witnesses.Where(witness => line.IsOf(witness.Key)).ToList();
        if (known is null or { Count: 0 }) return null;
        var verified = new SignedNote(text, [line]).Verify(known.Select(witness => witness.Key));
        return new VerifiedCosignature(known.First(witness => witness.Key == verified[0].Key), verified[0].Time!.Value);
    }

    /// <summary>Tells once of each key whose lines were passed over.</summary>
    public IEnumerable<Finding> PassedOver(string where, SignedNote note) => policy is null ? [] : note.Signatures
        .Where(line => !policy.Logs.Select(log => log.Key).Concat(policy.Witnesses.Select(witness => witness.Key))
            .Any(line.IsOf))
        .SelectMany(line => PassedOver(where, line));

    /// <inheritdoc cref="PassedOver(string, SignedNote)"/>
    public IEnumerable<Finding> PassedOver(string where, NoteSignature line)
    {
        if (!_told.Add((line.Name, line.KeyId))) yield break;
        yield return policy is not null && policy.Witnesses.Any(witness => witness.Key.Name == line.Name)
            ? Finding.Lacking(where, $"{line.Name} signed with another key than the policy knows, which cannot be judged.")
            : Finding.Remark(where, $"Whether {line.Name}+{line.KeyId:x8} signed was not judged: no policy names the key.");
    }
}
