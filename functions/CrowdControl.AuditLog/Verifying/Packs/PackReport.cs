using CrowdControl.AuditLog.Leaves;
using CrowdControl.AuditLog.Notes;

namespace CrowdControl.AuditLog.Verifying.Packs;

/// <summary>What verification of a pack found.</summary>
/// <param name="Checkpoint">That every entry leads to; null where something is wrong before it.</param>
/// <param name="Exported">The entry by which the record commits to the pack.</param>
/// <param name="ExportedAt">Its index.</param>
/// <param name="Entries">How many entries the pack shows.</param>
/// <param name="Shown">Values that are shown.</param>
/// <param name="Withheld">Fields that are kept back.</param>
/// <param name="Complete">Streams of which every entry up to the seal is shown.</param>
/// <param name="Anchors">Who outside vouches, believed by the policy.</param>
/// <param name="OwnPolicy">Whether nothing but the pack's own policy was at hand, which is the sender's word.</param>
/// <param name="Findings">Empty where nothing is to be said.</param>
public sealed record PackReport(
    Checkpoint? Checkpoint, Leaf? Exported, ulong ExportedAt, int Entries, int Shown, int Withheld, IReadOnlyList<string> Complete,
    IReadOnlyList<Anchor> Anchors, bool OwnPolicy, IReadOnlyList<Finding> Findings)
{
    /// <summary>Fields that nobody can show any more, as entries of the erasure in the pack say.</summary>
    public int Erased { get; init; }

    /// <summary>Entries that an officer signed with their passkey, and whose signature holds.</summary>
    public int SignaturesHolding { get; init; }

    /// <summary>Entries that an officer signed, and whose signature is kept back.</summary>
    public int SignaturesWithheld { get; init; }

    /// <summary>The keys that the pack's own policy names, where nothing else was at hand; for somebody to compare.</summary>
    public IReadOnlyList<string> OwnKeys { get; init; } = [];

    /// <summary>Between which times, by the clocks of parties outside, the entries were written.</summary>
    public IReadOnlyList<TimeBracket> Times { get; init; } = [];

    /// <summary>The gravest of the findings; null where there are none.</summary>
    public Gravity? Gravest => Findings.Count == 0 ? null : Findings.Max(finding => finding.Gravity);

    /// <summary>The first entry that is wrong; null where none is.</summary>
    public ulong? FirstBad => Findings.Where(finding => finding.Gravity == Gravity.Wrong).Min(finding => finding.From);

    internal static PackReport Of(Finding finding) => new(null, null, 0, 0, 0, 0, [], [], false, [finding]);
}
