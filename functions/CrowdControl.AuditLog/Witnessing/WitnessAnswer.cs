using CrowdControl.AuditLog.Notes;

namespace CrowdControl.AuditLog.Witnessing;

/// <summary>What came of asking one witness.</summary>
/// <param name="Witness">Its key.</param>
public abstract record WitnessAnswer(VerifierKey Witness)
{
    /// <summary>It cosigned.</summary>
    /// <param name="Witness">Its key.</param>
    /// <param name="Line">The signature; it was verified over the checkpoint's text.</param>
    /// <param name="Time">When, in seconds since 1970, by the witness's clock.</param>
    public sealed record Cosigned(VerifierKey Witness, NoteSignature Line, ulong Time) : WitnessAnswer(Witness);

    /// <summary>It gave no cosignature that can be used; it is asked again with the next checkpoint.</summary>
    /// <param name="Witness">Its key.</param>
    /// <param name="Why">A sentence for whoever looks after the log.</param>
    public sealed record Missing(VerifierKey Witness, string Why) : WitnessAnswer(Witness);

    /// <summary>It says that the checkpoint contradicts the one that it knows: one of the two logs that it and we hold is not the true one.</summary>
    /// <param name="Witness">Its key.</param>
    /// <param name="Why">In the witness's words.</param>
    public sealed record Contradicted(VerifierKey Witness, string Why) : WitnessAnswer(Witness);

    /// <summary>It cosigned a checkpoint with more entries than the log has: signed entries were lost.</summary>
    /// <param name="Witness">Its key.</param>
    /// <param name="Size">Of its checkpoint.</param>
    public sealed record Ahead(VerifierKey Witness, ulong Size) : WitnessAnswer(Witness);
}
