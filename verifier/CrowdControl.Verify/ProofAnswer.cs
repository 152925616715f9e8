using System.Globalization;
using CrowdControl.AuditLog.Leaves;
using CrowdControl.AuditLog.Verifying;

namespace CrowdControl.Verify;

/// <summary>verify proof.</summary>
internal static class ProofAnswer
{
    public static Answer Of(CommandLine asked)
    {
        var proof = Unreadable.Try(asked.Operands[0], () => File.ReadAllBytes(asked.Operands[0]));
        var entry = Unreadable.Try(asked.Operands[1], () => File.ReadAllBytes(asked.Operands[1]));
        var report = ProofVerification.Verify(proof, entry, asked.Terms);
        var named = report.Findings.Select(finding => finding.Where switch
        {
            "proof" => finding with { Where = asked.Operands[0] },
            "entry" => finding with { Where = asked.Operands[1] },
            _ => finding,
        }).ToList();
        return new Answer(Verdicts.Of(named), Facts(report), Shown(report), named, []);
    }

    private static List<(string, string)> Facts(ProofReport report)
    {
        if (report is not { Entry: { } entry, Checkpoint: { } checkpoint, Index: { } index }) return [];
        return
        [
            ("Log", checkpoint.Origin),
            ("Index", index.ToString(CultureInfo.InvariantCulture)),
            ("What", $"{entry.Draft.Type} of {entry.Draft.Subject.Kind} {entry.Draft.Subject.Id}: {entry.Draft.Outcome}"),
            ("Who", $"{entry.Draft.Actor.Id} as {entry.Draft.Actor.Role}, by {entry.Draft.Actor.Method}"),
            ("Claimed time", Timestamp.Write(entry.At)),
            ("Stream", $"{entry.Place.Stream}, number {entry.Place.Number}"),
        ];
    }

    private static List<string> Shown(ProofReport report)
    {
        if (report is not { Checkpoint: { } checkpoint, Index: { } index }) return [];
        var shown = new List<string>
        {
            $"This very entry stands at index {index} of the {checkpoint.Size} entries whose root is {checkpoint.Root}.",
        };
        shown.AddRange(report.Anchors.Select(anchor =>
            $"The witness {anchor.Who} knew that root at {Answer.Time(anchor.Time)}: the entry was written before."));
        return shown;
    }
}
