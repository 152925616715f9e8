using System.Globalization;
using CrowdControl.AuditLog.Leaves;
using CrowdControl.AuditLog.Verifying.Packs;

namespace CrowdControl.Verify;

/// <summary>verify pack.</summary>
internal static class PackAnswer
{
    /// <summary>Anybody can make a pack with keys of their own and a policy that names these: nobody is to take that for proof.</summary>
    private const string OwnKeys = "VALID BY ITS OWN KEYS, AND WHOSE THESE ARE IS THE SENDER'S WORD";

    public static Answer Of(CommandLine asked)
    {
        using var zip = Unreadable.Try(asked.Operands[0], () => File.OpenRead(asked.Operands[0]));
        var report = Unreadable.Try(asked.Operands[0], () => PackVerification.Verify(zip, asked.Terms));
        var verdict = Verdicts.Of(report.Findings);
        var answer = new Answer(verdict, Facts(report), Shown(report), report.Findings,
            [
                ("Compare these keys with what the owner of the record, and its witnesses, tell you by another way", report.OwnKeys),
                ("When the entries were written, by the clocks of parties outside", [.. report.Times.Select(LogAnswer.Sentence)]),
            ])
        {
            Headline = report.OwnPolicy && verdict == Verdict.Valid ? OwnKeys : null,
            Extra = { ["judgedBy"] = report.OwnPolicy ? "the pack's own policy" : "the policy that was given" },
        };
        if (report.FirstBad is not { } bad) return answer;
        answer.Extra["firstBadIndex"] = bad;
        return answer with { Facts = [.. answer.Facts, ("First bad index", bad.ToString(CultureInfo.InvariantCulture))] };
    }

    private static List<(string, string)> Facts(PackReport report) => report is not { Checkpoint: { } checkpoint, Exported: { } exported } ? [] :
    [
        ("Record", checkpoint.Origin),
        ("Size", checkpoint.Size.ToString(CultureInfo.InvariantCulture)),
        ("Root", checkpoint.Root.ToHex()),
        ("Exported", $"{Timestamp.Write(exported.At)}, entry {report.ExportedAt}"),
        ("Entries", report.Entries.ToString(CultureInfo.InvariantCulture)),
        ("Values shown", report.Shown.ToString(CultureInfo.InvariantCulture)),
        ("Withheld", report.Withheld.ToString(CultureInfo.InvariantCulture)),
        ("Erased", report.Erased.ToString(CultureInfo.InvariantCulture)),
    ];

    private static List<string> Shown(PackReport report)
    {
        if (report.Checkpoint is not { } checkpoint) return [];
        var shown = new List<string>
        {
            $"Each of the {Answer.Count(report.Entries, "entry", "entries")} stands in the record whose first {checkpoint.Size} entries have that root, and every value is the one that was written then.",
            "The record commits to this very list of files, by an entry of its own.",
        };
        shown.AddRange(report.Complete.Select(stream => $"Of {stream} every entry up to the seal is here."));
        if (report.Complete.Count == 0) shown.Add("The pack does not claim to be complete: entries were chosen.");
        if (report.SignaturesHolding > 0) shown.Add($"Signatures by the passkeys of officers that hold: {report.SignaturesHolding}.");
        if (report.SignaturesWithheld > 0) shown.Add($"Entries that officers signed, and whose signature is withheld: {report.SignaturesWithheld}.");
        shown.AddRange(report.Anchors.Select(anchor => $"The witness {anchor.Who} knew the record's first {anchor.Size} entries at {Answer.Time(anchor.Time)}.").Distinct());
        return shown;
    }
}
