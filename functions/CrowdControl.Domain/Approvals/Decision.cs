using CrowdControl.Domain.Publishing;

namespace CrowdControl.Domain.Approvals;

/// <summary>One approver's word on one version at one step. It is kept for ever, counted or not.</summary>
/// <param name="Digest">What exactly was decided on; a decision never moves to another version.</param>
/// <param name="Step">Index of the step that was open.</param>
/// <param name="Counted">False when it came after the step had closed, or when an edit voided it.</param>
public sealed record Decision(
    Signatory By,
    Verdict Verdict,
    ContentDigest Digest,
    int Step,
    string? Reason,
    DateTimeOffset At,
    bool Counted);
