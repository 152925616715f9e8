using System.Collections.Immutable;
using CrowdControl.Domain.Approvals;

namespace CrowdControl.Domain.Evidence;

/// <summary>A preserved copy, produced in a case.</summary>
/// <param name="Number">The case's number and its own in it, such as CC/2026/0001/3.</param>
/// <param name="Label">What it is, in the words of who took it; null once it is destroyed.</param>
/// <param name="Channel">The channel that it was found for; null for what a news feed brought.</param>
/// <param name="Sha256">Of the package, in the clear.</param>
/// <param name="Blob">SHA-256 of what is stored, which is its name.</param>
/// <param name="Source">Where what is in it came from.</param>
/// <param name="KeptFrom">From when the retention period counts.</param>
/// <param name="ReviewDue">Since when somebody has to say whether it is kept; null while nobody has to.</param>
public sealed record Exhibit(
    TenantId Tenant, ExhibitId Id, string Number, string? Label, EvidenceClass Class, ChannelId? Channel, string Network, CaptureSource Source,
    Signatory TakenBy, DateTimeOffset TakenAt, string Sha256, long Bytes, string Blob, ExhibitState State, bool IsRestricted,
    DateTimeOffset KeptFrom, DateTimeOffset? ReviewDue, Removal? Removal, DisposalCertificate? Certificate)
{
    public const int LongestLabel = 200;

    /// <summary>Fields of the record that erasure left without values.</summary>
    public int ErasedCommitments { get; init; }

    /// <summary>SHA-256 of the list of them, as it stands in the record.</summary>
    public string? ErasedDigest { get; init; }

    /// <summary>Entries of the record that name each field that was erased.</summary>
    public ImmutableArray<long> Erasures { get; init; } = [];

    /// <summary>When something has to be gone on with: what was begun, a review at the date that the last one named, the blob of what is destroyed.</summary>
    public DateTimeOffset? WorkAt { get; init; }

    public bool IsBlobGone { get; init; }

    /// <summary>Storage itself holds its copy.</summary>
    public bool IsBlobHeld { get; init; }

    /// <summary>Of the request that made it.</summary>
    public string Fingerprint { get; init; } = "";

    public Outcome<Exhibit> Restrict(bool restricted) =>
        State is not ExhibitState.Kept ? new EvidenceGone()
        : IsRestricted == restricted ? new Refusal.WrongState(restricted ? "It is restricted already." : "It is not restricted.")
        : this with { IsRestricted = restricted };

    public Outcome<Exhibit> Ask(Removal removal)
    {
        if (State is not ExhibitState.Kept) return new EvidenceGone();
        if (Removal?.Id == removal.Id) return this;
        if (Removal is { State: RemovalState.Asked or RemovalState.Approved })
            return new Refusal.WrongState("Somebody asked for this exhibit to be destroyed already. Decide that first.");
        return removal.Kind is RemovalKind.Disposal && ReviewDue is null
            ? new Refusal.WrongState("Disposal follows a review, and none is due on this exhibit.")
            : this with { Removal = removal };
    }

    /// <summary>Its time is over: a review is due. Nothing is destroyed by that.</summary>
    public Exhibit Expire(DateTimeOffset at) =>
        State is ExhibitState.Kept && ReviewDue is null ? this with { ReviewDue = at, WorkAt = null } : this;

    /// <summary>A review kept it, until the next.</summary>
    public Outcome<Exhibit> Keep(DateTimeOffset until) =>
        State is not ExhibitState.Kept ? new EvidenceGone()
        : ReviewDue is null ? new Refusal.WrongState("No review is due on this exhibit.")
        : Removal is { State: RemovalState.Asked or RemovalState.Approved } ? new Refusal.WrongState("Its disposal is waiting for approval. Decide that first.")
        : this with { ReviewDue = null, WorkAt = until };
}

public enum ExhibitState
{
    /// <summary>Its copy is stored and its number taken, and the record does not name it yet.</summary>
    Taking,
    Kept,

    /// <summary>Nothing stops it now: salts and key go, one after the other.</summary>
    Destroying,
    Destroyed,
}

public enum CaptureSource
{
    /// <summary>As the network answered at that moment.</summary>
    Network,

    /// <summary>As it had been collected before: the network did not show it at that moment.</summary>
    Stored,
}

/// <summary>Proof of a disposal.</summary>
/// <param name="Number">Such as DC/2026/0001.</param>
/// <param name="Entry">Index in the record of the entry that says that it is done; null until that is written.</param>
public sealed record DisposalCertificate(string Number, DateTimeOffset At, long? Entry);

/// <summary>How long a class is kept, and by what right.</summary>
/// <param name="Proposed">What waits for a second person; null when nothing does.</param>
public sealed record RetentionRule(EvidenceClass Class, RetentionTerm? InForce, RetentionTerm? Proposed);

/// <param name="Version">Counts the rules of the class, from 1.</param>
public sealed record RetentionTerm(int Version, int Days, string Basis, Signatory SetBy, DateTimeOffset SetAt, Signatory? ConfirmedBy)
{
    public const int LeastDays = 1;

    /// <summary>Four hundred years, as the storage's own limit on retention.</summary>
    public const int MostDays = 146_000;
}

/// <summary>One touch of an exhibit.</summary>
/// <param name="Why">What was said for the record; null where nothing was, and once the exhibit is destroyed.</param>
/// <param name="Entry">Index of its entry in the record.</param>
public sealed record CustodyEvent(DateTimeOffset At, string Act, string By, string? ByName, string? Why, long Entry);
