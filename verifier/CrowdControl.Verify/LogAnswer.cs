using System.Globalization;
using System.Text.Json.Nodes;
using CrowdControl.AuditLog.Verifying;

namespace CrowdControl.Verify;

/// <summary>verify log, verify anchor.</summary>
internal static class LogAnswer
{
    public static Answer Of(CommandLine asked, bool times)
    {
        var directory = asked.Operands[0];
        var report = Unreadable.Try(directory, () =>
        {
            var log = new ExportedLog(directory);
            if (!File.Exists(Path.Combine(directory, "checkpoint")))
                throw new FileNotFoundException("it holds no file named checkpoint, and so is no exported log.");
            return LogVerification.Verify(log, asked.Terms);
        });
        return Of(report, times);
    }

    public static Answer Of(LogReport report, bool times)
    {
        var findings = report.Findings;
        if (times && report.Anchors.Count == 0)
            findings = [.. findings, new Finding(Gravity.Lacking, "anchors",
                "Nobody outside who is believed said anything about this log: no time is bounded.")];
        var answer = new Answer(Verdicts.Of(findings), Facts(report), Shown(report), findings, times ? Times(report) : []);
        return answer with { Extra = Extra(report) };
    }

    private static List<(string, string)> Facts(LogReport report)
    {
        var facts = new List<(string, string)>();
        if (report.Checkpoint is { } checkpoint)
        {
            facts.Add(("Log", checkpoint.Origin));
            facts.Add(("Entries", checkpoint.Size.ToString(CultureInfo.InvariantCulture)));
            facts.Add(("Root", checkpoint.Root.ToHex()));
        }
        if (report.Counts is { FirstTime: { } first, LastTime: { } last })
            facts.Add(("Claimed times", $"{Answer.Time(first)} to {Answer.Time(last)}"));
        if (report.FirstBad is { } bad) facts.Add(("First bad index", bad.ToString(CultureInfo.InvariantCulture)));
        return facts;
    }

    private static List<string> Shown(LogReport report)
    {
        var (counts, shown) = (report.Counts, new List<string>());
        if (report.Entries > 0)
            shown.Add($"{Answer.Count((long)report.Entries, "entry is", "entries are")} in the one permitted spelling, in order of time, "
                + $"and without a gap in {Answer.Count(counts.Streams, "stream", "streams")}.");
        if (report.Root is { } root) shown.Add($"Computed anew from all entries, the root is {root}, and every tile agrees.");
        if (counts.Frames > 0)
            shown.Add(
                $"{Answer.Count(counts.Frames, "frame", "frames")} of the journal: each built on the one before it, with the same entries.");
        if (counts.Checkpoints > 0)
            shown.Add(
                $"{Answer.Count(counts.Checkpoints, "signed statement", "signed statements")} about the log at some size agree with its "
                + "entries.");
        if (counts.Seals > 0) shown.Add($"{Answer.Count(counts.Seals, "seal", "seals")} of all streams: none left out, none invented.");
        // The newest words of each party are what the log stands on; verify anchor tells all of them.
        shown.AddRange(report.Anchors.GroupBy(anchor => (anchor.Kind, anchor.Who))
            .Select(party => Said(party.MaxBy(anchor => anchor.Size)!)));
        return shown;
    }

    private static string Said(Anchor anchor) =>
        $"{anchor.Who} knew the first {anchor.Size} entries at {Answer.Time(anchor.Time)} ({Kind(anchor)}, {anchor.Where}).";

    private static string Kind(Anchor anchor) => anchor.Kind == AnchorSort.Cosignature ? "witness" : "time stamp";

    private static IReadOnlyList<(string, IReadOnlyList<string>)> Times(LogReport report) =>
    [
        ("What parties outside said", [.. report.Anchors.Select(Said)]),
        ("When the entries were written, by the clocks of those parties", [.. report.Brackets.Select(Sentence)]),
    ];

    internal static string Sentence(TimeBracket bracket)
    {
        var which = bracket.From == bracket.To ? $"Entry {bracket.From} was" : $"Entries {bracket.From} to {bracket.To} were";
        return (bracket.After, bracket.Before) switch
        {
            ({ } after, { } before) => $"{which} written between {Edge(after)} and {Edge(before)}.",
            ({ } after, null) => $"{which} written after {Edge(after)}; nobody outside bounds them above.",
            (null, { } before) => $"{which} written before {Edge(before)}; nobody outside bounds them below.",
            _ => $"{which} written at times that nobody outside bounds.",
        };
    }

    private static string Edge(Anchor anchor) => anchor.Accuracy == TimeSpan.Zero
        ? $"{Answer.Time(anchor.Time)} ({Kind(anchor)} {anchor.Who})"
        : string.Create(CultureInfo.InvariantCulture,
            $"{Answer.Time(anchor.Time)} ({Kind(anchor)} {anchor.Who}, give or take {anchor.Accuracy.TotalSeconds} s)");

    private static JsonObject Extra(LogReport report)
    {
        var extra = new JsonObject
        {
            ["verifiedEntries"] = report.Entries,
            ["anchors"] = new JsonArray([.. report.Anchors.Select(anchor => (JsonNode)new JsonObject
            {
                ["kind"] = Kind(anchor), ["who"] = anchor.Who, ["size"] = anchor.Size, ["time"] = Answer.Time(anchor.Time),
                ["accuracySeconds"] = anchor.Accuracy.TotalSeconds, ["where"] = anchor.Where,
            })]),
            ["brackets"] = new JsonArray([.. report.Brackets.Select(bracket => (JsonNode)new JsonObject
            {
                ["firstEntry"] = bracket.From, ["lastEntry"] = bracket.To,
                ["after"] = bracket.After is { } after ? Answer.Time(after.Time) : null, ["afterBy"] = bracket.After?.Who,
                ["before"] = bracket.Before is { } before ? Answer.Time(before.Time) : null, ["beforeBy"] = bracket.Before?.Who,
            })]),
        };
        if (report.Checkpoint is { } checkpoint) extra["entries"] = checkpoint.Size;
        if (report.FirstBad is { } bad) extra["firstBadIndex"] = bad;
        return extra;
    }
}
