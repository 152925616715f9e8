using System.Collections.Immutable;
using CrowdControl.Domain.Publishing;

namespace CrowdControl.Domain.Approvals;

/// <summary>The run of one version through the steps of its policy.</summary>
/// <param name="Step">Index of the step that is open, or the number of steps when all have closed.</param>
public sealed record Review(ApprovalPolicy Policy, int Step, DateTimeOffset OpenedAt)
{
    /// <summary>True when every step met its quorum.</summary>
    public bool IsComplete => Step >= Policy.Steps.Length;

    /// <summary>The review after the decisions so far: the open step closes when enough different people approved in it.</summary>
    public Review After(ImmutableArray<Decision> decisions, ContentDigest digest)
    {
        if (IsComplete) return this;

        return HaveApproved(decisions, digest) >= Policy.Steps[Step].Quorum.Needed ? this with { Step = Step + 1 } : this;
    }

    private int HaveApproved(ImmutableArray<Decision> decisions, ContentDigest digest)
    {
        var people = new List<Signatory>();
        foreach (var decision in decisions)
            if (decision is { Counted: true, Verdict: Verdict.Approved } && decision.Step == Step && decision.Digest == digest
                && !people.Exists(decision.By.IsSamePersonAs))
                people.Add(decision.By);
        return people.Count;
    }
}
