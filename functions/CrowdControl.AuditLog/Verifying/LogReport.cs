using System.Security.Cryptography.X509Certificates;
using CrowdControl.AuditLog.Notes;
using CrowdControl.AuditLog.Tree;

namespace CrowdControl.AuditLog.Verifying;

/// <summary>What a log is held to.</summary>
public sealed record VerificationTerms
{
    /// <summary>Whom to believe; null for nobody, which leaves every signature unjudged.</summary>
    public TrustPolicy? Policy { get; init; }

    /// <summary>The time at which anchors have to be fresh; null where freshness is not asked for.</summary>
    public DateTimeOffset? AsOf { get; init; }

    /// <summary>Checkpoints that others than the log's owner kept.</summary>
    public IReadOnlyList<HeldCheckpoint> Held { get; init; } = [];

    /// <summary>Certificates of time stamp authorities beside those in the export; they count where the policy names their
    /// hash.</summary>
    public X509Certificate2Collection Authorities { get; init; } = [];
}

/// <summary>A checkpoint that a witness, an auditor or another party kept outside.</summary>
/// <param name="Where">The file.</param>
/// <param name="Note">As it stands; its text is a checkpoint.</param>
public sealed record HeldCheckpoint(string Where, SignedNote Note);

/// <summary>What verification of an exported log found.</summary>
/// <param name="Checkpoint">What the export is of; null where its checkpoint cannot be read.</param>
/// <param name="Root">The root that the entries make; null where not all of them could be read.</param>
/// <param name="Entries">Entries that hold, from the first on.</param>
/// <param name="Findings">The gravest first.</param>
/// <param name="Anchors">What holds of what parties outside said; by time.</param>
/// <param name="Brackets">Between which of their times the entries were written; none where something is wrong with the log.</param>
/// <param name="Counts">How much was looked at.</param>
public sealed record LogReport(
    Checkpoint? Checkpoint, Digest? Root, ulong Entries, IReadOnlyList<Finding> Findings, IReadOnlyList<Anchor> Anchors,
    IReadOnlyList<TimeBracket> Brackets, LogCounts Counts)
{
    /// <summary>The gravest of the findings; null where there are none.</summary>
    public Gravity? Gravest => Findings.Count == 0 ? null : Findings.Max(finding => finding.Gravity);

    /// <summary>The smallest index at which something is wrong, or from which on it is; null where no entry is.</summary>
    public ulong? FirstBad => Findings.Where(finding => finding.Gravity == Gravity.Wrong).Min(finding => finding.From);
}

/// <param name="Frames">Frames of the journal; 0 where it is not in the export.</param>
/// <param name="Checkpoints">Statements about the root at some size that hold.</param>
/// <param name="Streams">Streams, each without a gap.</param>
/// <param name="Seals">Stream seals that hold.</param>
/// <param name="FirstTime">What the first entry claims; null where there is none.</param>
/// <param name="LastTime">What the last entry claims.</param>
public sealed record LogCounts(long Frames, int Checkpoints, int Streams, int Seals, DateTimeOffset? FirstTime, DateTimeOffset? LastTime);
