using System.Globalization;
using CrowdControl.AuditLog.Verifying;

namespace CrowdControl.Verify;

/// <summary>verify consistency, verify fork.</summary>
internal static class ComparisonAnswer
{
    public static Answer Of(CommandLine asked, bool fork)
    {
        var sides = new List<CheckpointFile>();
        foreach (var operand in asked.Operands)
            try
            {
                sides.Add(Unreadable.Try(operand, () => CheckpointFile.Read(operand)));
            }
            catch (FormatException wrong)
            {
                return new Answer(Verdict.Invalid, [], [], [new Finding(Gravity.Wrong, operand, wrong.Message)], []);
            }
        var compared = CheckpointComparison.Of(sides[0], sides[1], asked.Terms.Policy);
        var findings = new List<Finding>(compared.Findings);
        if (compared.Relation == Relation.Contradictory)
            findings.Add(new Finding(Gravity.Wrong, compared.Greater.Where, Contradiction(compared)));
        if (!fork && sides[0].Checkpoint.Size > sides[1].Checkpoint.Size)
            findings.Add(new Finding(Gravity.Remark, sides[0].Where,
                "This one is the greater of both; they were compared the other way round."));
        return new Answer(
            Verdicts.Of(findings), Facts(compared), Shown(compared), findings,
            compared is { Relation: Relation.Contradictory, BothSigned: true } ? [("PROOF OF MISCONDUCT", Misconduct(compared))] : []);
    }

    private static List<(string, string)> Facts(CheckpointComparison compared) =>
    [
        ("Log", compared.Smaller.Checkpoint.Origin),
        ("Smaller", Described(compared.Smaller)),
        ("Greater", Described(compared.Greater)),
        ("Relation", compared.Relation.ToString().ToLowerInvariant()),
    ];

    private static List<string> Shown(CheckpointComparison compared)
    {
        if (compared.Relation != Relation.Consistent) return [];
        return compared.Smaller.Checkpoint.Size == compared.Greater.Checkpoint.Size
            ? ["Both say the same about the same entries."]
            : [$"The first {compared.Smaller.Checkpoint.Size} of the {compared.Greater.Checkpoint.Size} entries are those of the smaller "
                + "one, unchanged and in their order."];
    }

    private static string Contradiction(CheckpointComparison compared)
    {
        var what = $"It says that the first {compared.Smaller.Checkpoint.Size} entries make the root {compared.RootBefore}, and "
            + $"{compared.Smaller.Where} says {compared.Smaller.Checkpoint.Root}.";
        return compared.BothSigned ? what : $"{what} Whether the log itself signed both is not shown.";
    }

    /// <summary>All that anybody needs to see it for themselves.</summary>
    private static List<string> Misconduct(CheckpointComparison compared)
    {
        var lines = new List<string>
        {
            $"A key of {compared.Smaller.Checkpoint.Origin} signed two statements of which only one can be true. A log that is never "
                + "changed cannot do that.",
            $"{compared.Smaller.Where} signs: {Described(compared.Smaller)}.",
            $"{compared.Greater.Where} signs: {Described(compared.Greater)}.",
        };
        if (compared.Proof.Count > 0)
        {
            lines.Add($"By this consistency proof (RFC 6962) the second has the root {compared.RootBefore} over its first "
                + $"{compared.Smaller.Checkpoint.Size} entries:");
            lines.AddRange(compared.Proof.Select(hash => hash.ToBase64()));
        }
        lines.Add("Keep both files as they are: they are the proof.");
        return lines;
    }

    private static string Described(CheckpointFile side) =>
        string.Create(CultureInfo.InvariantCulture, $"{side.Checkpoint.Size} entries, root {side.Checkpoint.Root} ({side.Where})");
}
