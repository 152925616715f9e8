using System.Collections.Immutable;

namespace CrowdControl.Domain.Approvals;

/// <summary>Who has to sign off, in order. A submission keeps the policy that it was submitted under.</summary>
public sealed record ApprovalPolicy(string Id, ImmutableArray<ApprovalStep> Steps)
{
    /// <summary>Applies where no other policy matches: one approver who did not contribute.</summary>
    public static ApprovalPolicy Default { get; } = new("default", [new ApprovalStep("Approval", new Quorum(1))]);
}

/// <summary>One round of sign-offs; the next opens when its quorum is met.</summary>
public sealed record ApprovalStep(string Name, Quorum Quorum);

/// <summary>How many different people have to approve before a step closes.</summary>
public sealed record Quorum(int Needed)
{
    public int Needed { get; init; } = Needed >= 1 ? Needed : throw new ArgumentOutOfRangeException(nameof(Needed));
}
