using System.Globalization;
using System.Text.Json.Nodes;
using CrowdControl.AuditLog.Leaves;
using CrowdControl.AuditLog.Verifying;

namespace CrowdControl.Verify;

/// <summary>What the program says, in the same order for people and for programs.</summary>
/// <param name="Verdict">The first line, and the exit code.</param>
/// <param name="Facts">What it is about, by name.</param>
/// <param name="Shown">What was verified and holds; sentences.</param>
/// <param name="Findings">What was found.</param>
/// <param name="More">Further parts, each with a heading.</param>
internal sealed record Answer(
    Verdict Verdict, IReadOnlyList<(string Name, string Value)> Facts, IReadOnlyList<string> Shown, IReadOnlyList<Finding> Findings,
    IReadOnlyList<(string Heading, IReadOnlyList<string> Lines)> More)
{
    /// <summary>The first line, where the verdict alone would say too much.</summary>
    public string? Headline { get; init; }

    /// <summary>The parts that only programs read.</summary>
    public JsonObject Extra { get; init; } = [];

    public static string Time(DateTimeOffset time) => Timestamp.Write(time);

    /// <summary>"1 entry", "1000 entries".</summary>
    public static string Count(long number, string one, string many) =>
        string.Create(CultureInfo.InvariantCulture, $"{number} {(number == 1 ? one : many)}");

    public void Write(TextWriter output, bool json)
    {
        if (json) output.WriteLine(Json());
        else Text(output);
    }

    private void Text(TextWriter output)
    {
        output.WriteLine(Headline ?? Verdict.Words());
        var width = Facts.Select(fact => fact.Name.Length).DefaultIfEmpty().Max();
        foreach (var (name, value) in Facts) output.WriteLine($"{(name + ":").PadRight(width + 1)} {Printable(value)}");
        Part(output, Verdict == Verdict.Valid ? "What holds" : "What holds as far as it was verified", Shown);
        Part(output, "What is wrong", [.. Of(Gravity.Wrong)]);
        Part(output, "What is missing or cannot be judged", [.. Of(Gravity.Lacking)]);
        Part(output, "Remarks", [.. Of(Gravity.Remark)]);
        foreach (var (heading, lines) in More) Part(output, heading, lines);
    }

    private IEnumerable<string> Of(Gravity gravity) => Findings.Where(finding => finding.Gravity == gravity).Select(Sentence);

    private static string Sentence(Finding finding) => finding switch
    {
        { From: null } => $"{finding.Where}: {finding.What}",
        _ when finding.From == finding.To => $"{finding.Where}: {finding.What} [entry {finding.From}]",
        { To: null } => $"{finding.Where}: {finding.What} [from entry {finding.From} on]",
        _ => $"{finding.Where}: {finding.What} [first wrong entry: one of {finding.From} to {finding.To}]",
    };

    private static void Part(TextWriter output, string heading, IReadOnlyList<string> lines)
    {
        if (lines.Count == 0) return;
        output.WriteLine();
        output.WriteLine(heading);
        foreach (var line in lines) output.WriteLine($"- {Printable(line)}");
    }

    /// <summary>Whatever stands in a log or in a file's name: it moves no cursor, and begins no line of its own.</summary>
    private static string Printable(string text) =>
        string.Concat(text.Select(c => char.IsControl(c) || char.GetUnicodeCategory(c) == UnicodeCategory.Format ? '\ufffd' : c));

    private string Json()
    {
        var whole = new JsonObject { ["verdict"] = Verdict.ToString().ToLowerInvariant(), ["exitCode"] = (int)Verdict };
        foreach (var (name, value) in Facts) whole[name.Replace(' ', '-').ToLowerInvariant()] = value;
        whole["shown"] = new JsonArray([.. Shown.Select(line => (JsonNode)line)]);
        whole["findings"] = new JsonArray([.. Findings.Select(finding => (JsonNode)Json(finding))]);
        foreach (var (name, value) in Extra.ToList())
        {
            Extra.Remove(name);
            whole[name] = value;
        }
        using var bytes = new MemoryStream();
        using (var writer = new System.Text.Json.Utf8JsonWriter(bytes, new() { Indented = true })) whole.WriteTo(writer);
        return System.Text.Encoding.UTF8.GetString(bytes.ToArray());
    }

    private static JsonObject Json(Finding finding)
    {
        var json = new JsonObject
        {
            ["gravity"] = finding.Gravity.ToString().ToLowerInvariant(),
            ["where"] = finding.Where,
            ["what"] = finding.What,
        };
        if (finding.From is { } from) json["firstEntry"] = from;
        if (finding.To is { } to) json["lastEntry"] = to;
        return json;
    }
}
