using CrowdControl.Domain.Evidence;

namespace CrowdControl.Functions.Evidence;

public sealed record CaseAnswer(
    string Id, string Number, string Title, bool IsOpen, string OpenedBy, DateTimeOffset OpenedAt, int Exhibits, IReadOnlyList<HoldAnswer> Holds)
{
    internal static CaseAnswer Of(Case found) => new(
        found.Id.Value, found.Number, found.Title, found.IsOpen, found.OpenedBy.Name, found.OpenedAt, found.Exhibits, [.. found.Holds.Select(HoldAnswer.Of)]);
}

/// <summary>A case with the exhibits that the caller may see.</summary>
public sealed record CaseFolderAnswer(CaseAnswer Case, IReadOnlyList<ExhibitAnswer> Exhibits);

/// <param name="Exhibit">Null for the whole case.</param>
/// <param name="ReleaseAskedBy">Who wants it released; null while nobody does.</param>
public sealed record HoldAnswer(
    string Id, string? Exhibit, string Reason, string PlacedBy, DateTimeOffset PlacedAt, HoldState State, string? ReleaseAskedBy, string? ReleaseWhy,
    string? DecidedBy, string? DecidedReason)
{
    internal static HoldAnswer Of(Hold hold) => new(
        hold.Id.Value, hold.Exhibit?.Value, hold.Reason, hold.PlacedBy.Name, hold.PlacedAt, hold.State, hold.Release?.AskedBy.Name, hold.Release?.Why,
        hold.Release?.DecidedBy?.Name, hold.Release?.Reason);
}

/// <param name="Label">Null once it is destroyed.</param>
/// <param name="ReviewDue">Since when somebody has to say whether it is kept.</param>
public sealed record ExhibitAnswer(
    string Id, string Case, string Number, string? Label, EvidenceClass Class, string? Channel, string Network, CaptureSource Source, string TakenBy,
    DateTimeOffset TakenAt, string Sha256, long Bytes, string StoredAs, ExhibitState State, bool IsRestricted, DateTimeOffset? ReviewDue,
    RemovalAnswer? Removal, DisposalCertificate? Certificate)
{
    internal static ExhibitAnswer Of(Exhibit exhibit) => new(
        exhibit.Id.Value, exhibit.Id.Case.Value, exhibit.Number, exhibit.Label, exhibit.Class, exhibit.Channel?.Value, exhibit.Network, exhibit.Source,
        exhibit.TakenBy.Name, exhibit.TakenAt, exhibit.Sha256, exhibit.Bytes, exhibit.Blob, exhibit.State, exhibit.IsRestricted, exhibit.ReviewDue,
        exhibit.Removal is { } removal ? RemovalAnswer.Of(removal) : null, exhibit.Certificate);
}

public sealed record RemovalAnswer(
    string Id, RemovalKind Kind, string Basis, string? Rule, string AskedBy, DateTimeOffset AskedAt, RemovalState State,
    IReadOnlyList<ApprovalAnswer> Approvals, string? Refused)
{
    internal static RemovalAnswer Of(Removal removal) => new(
        removal.Id, removal.Kind, removal.Basis, removal.Rule, removal.AskedBy.Name, removal.AskedAt, removal.State,
        [.. removal.Approvals.Select(approval => new ApprovalAnswer(approval.By.Name, approval.At, approval.Reason))], removal.Refused);
}

public sealed record ApprovalAnswer(string By, DateTimeOffset At, string Reason);

/// <summary>An exhibit with every touch of it, oldest first.</summary>
public sealed record ExhibitPageAnswer(ExhibitAnswer Exhibit, IReadOnlyList<CustodyEvent> Custody);

/// <param name="Intact">Whether what is stored is what was taken, byte for byte.</param>
/// <param name="What">What is wrong; null where nothing is.</param>
public sealed record VerifiedAnswer(bool Intact, string? What);

public sealed record RetentionRuleAnswer(EvidenceClass Class, RetentionTermAnswer? InForce, RetentionTermAnswer? Proposed)
{
    internal static RetentionRuleAnswer Of(RetentionRule rule) => new(rule.Class, Of(rule.InForce), Of(rule.Proposed));

    private static RetentionTermAnswer? Of(RetentionTerm? term) =>
        term is null ? null : new RetentionTermAnswer(term.Version, term.Days, term.Basis, term.SetBy.Name, term.SetAt, term.ConfirmedBy?.Name);
}

public sealed record RetentionTermAnswer(int Version, int Days, string Basis, string SetBy, DateTimeOffset SetAt, string? ConfirmedBy);

/// <param name="Due">Their time is over: somebody has to say whether they are kept.</param>
/// <param name="Asked">Somebody wants them destroyed: two others have to say yes.</param>
public sealed record RetentionAnswer(IReadOnlyList<RetentionRuleAnswer> Rules, IReadOnlyList<ExhibitAnswer> Due, IReadOnlyList<ExhibitAnswer> Asked);
