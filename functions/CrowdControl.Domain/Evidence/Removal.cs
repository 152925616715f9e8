using System.Collections.Immutable;
using CrowdControl.Domain.Approvals;

namespace CrowdControl.Domain.Evidence;

/// <summary>A wish to destroy an exhibit: two people other than the one who asked have to say yes.</summary>
/// <param name="Basis">Why it has to go, in law.</param>
/// <param name="Rule">The retention rule that it ran out under; null for an erasure.</param>
public sealed record Removal(
    string Id, RemovalKind Kind, string Basis, string? Rule, Signatory AskedBy, DateTimeOffset AskedAt, RemovalState State,
    ImmutableArray<RemovalApproval> Approvals, string? Refused)
{
    public const int Needed = 2;

    /// <param name="forInformation">Whether they answer for the organisation's information: one of the two has to.</param>
    public Outcome<Removal> Approve(Signatory by, bool forInformation, string reason, DateTimeOffset at)
    {
        if (State is not RemovalState.Asked) return Decided();
        if (AskedBy.IsSamePersonAs(by)) return new SamePerson("You asked for this, so two other people have to approve it.");
        if (Approvals.Any(approval => approval.By.IsSamePersonAs(by))) return new SamePerson("You approved this already. Somebody else has to be the second.");
        var approvals = Approvals.Add(new RemovalApproval(by, forInformation, reason, at));
        if (approvals.Length == Needed && !approvals.Any(approval => approval.ForInformation))
            return new Refusal.WrongState("One of the two who approve has to be an information asset owner.");
        return this with { Approvals = approvals, State = approvals.Length < Needed ? RemovalState.Asked : RemovalState.Approved };
    }

    public Outcome<Removal> Refuse(Signatory by, string why) =>
        State is RemovalState.Asked ? this with { State = RemovalState.Refused, Refused = $"{by.Name}: {why}" } : Decided();

    private static Refusal.WrongState Decided() => new("This has been decided already.");
}

public sealed record RemovalApproval(Signatory By, bool ForInformation, string Reason, DateTimeOffset At);

public enum RemovalKind
{
    /// <summary>Because the law demands it, at a person's request or otherwise.</summary>
    Erasure,

    /// <summary>Because its time is over and a review said so.</summary>
    Disposal,
}

public enum RemovalState { Asked, Refused, Approved, Executed }
