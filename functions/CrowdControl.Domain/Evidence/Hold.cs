using CrowdControl.Domain.Approvals;

namespace CrowdControl.Domain.Evidence;

/// <summary>Keeps evidence from every erasure and disposal while it is in force, asked for a release or not.</summary>
/// <param name="Exhibit">Null for the whole case, with what is added to it later.</param>
/// <param name="Reason">The legal ground, such as an order of a court.</param>
/// <param name="Release">Who wants it released, and what was decided last.</param>
public sealed record Hold(
    HoldId Id, ExhibitId? Exhibit, string Reason, Signatory PlacedBy, DateTimeOffset PlacedAt, HoldState State, HoldRelease? Release)
{
    public bool IsInForce => State is not HoldState.Released;

    public Outcome<Hold> AskRelease(Signatory by, string reason) => State switch
    {
        HoldState.InForce => this with { State = HoldState.ReleaseAsked, Release = new HoldRelease(by, reason, null, null, null) },
        HoldState.ReleaseAsked => new Refusal.WrongState("Its release has been asked for already. Somebody else has to decide now."),
        _ => new Refusal.WrongState("This hold is released already."),
    };

    public Outcome<Hold> DecideRelease(Signatory by, bool release, string reason, DateTimeOffset at)
    {
        if (State is not HoldState.ReleaseAsked || Release is not { } asked)
            return new Refusal.WrongState("Nobody has asked for this hold to be released.");
        if (asked.AskedBy.IsSamePersonAs(by)) return new SamePerson("You asked for this release, so somebody else has to decide it.");
        return this with
        {
            State = release ? HoldState.Released : HoldState.InForce,
            Release = asked with { DecidedBy = by, Reason = reason, DecidedAt = at },
        };
    }
}

public enum HoldState { InForce, ReleaseAsked, Released }

public sealed record HoldRelease(Signatory AskedBy, string Why, Signatory? DecidedBy, string? Reason, DateTimeOffset? DecidedAt);
