using System.Globalization;
using System.Text;
using CrowdControl.Functions.Disclosing.Making;

namespace CrowdControl.Functions.Disclosing.Writing;

/// <summary>The numbered lists of the Criminal Procedure and Investigations Act: relevant material, and sensitive material apart. The list of
/// sensitive material in a pack says that there is something, and nothing of what it is.</summary>
internal static class Schedules
{
    public static byte[] Relevant(PackFacts facts) => Csv(
        "item,entry,recorded at,description,by,shown",
        facts.Entries.Where(entry => !entry.Sensitive).Select((entry, at) => (string[])
        [
            Number(at + 1), Number(entry.Index), Moment(entry.At), $"{PackFacts.Act(entry.Act)}: {entry.Outcome}; about {entry.Subject}", entry.Actor,
            entry.Withheld.Count + entry.Erased.Count == 0 ? "whole" : $"without {string.Join(" ", entry.Withheld.Concat(entry.Erased))}",
        ]).Concat(facts.Frame.Exhibits.Select((exhibit, at) => (string[])
        [
            Number(facts.Entries.Count(entry => !entry.Sensitive) + at + 1), Number(exhibit.Entries[0]), Moment(exhibit.TakenAt),
            $"Exhibit {exhibit.Number}: {exhibit.Label}", exhibit.TakenBy, exhibit.File.Path,
        ])));

    public static byte[] Sensitive(PackFacts facts) => Csv(
        "item,entry,exhibit,reason,authority",
        facts.Terms.Sensitive.Select((item, at) => (string[])
        [
            Number(at + 1), item.Entry is { } entry ? Number(entry) : "", item.Exhibit ?? "", GatherEntries.Code(item.Reason), item.Authority,
        ]));

    private static string Moment(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static byte[] Csv(string heading, IEnumerable<string[]> rows)
    {
        var text = new StringBuilder(heading).Append('\n');
        foreach (var row in rows) text.Append(string.Join(',', row.Select(Cell))).Append('\n');
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>In quotes where it has to be, and never a formula to a spreadsheet.</summary>
    private static string Cell(string text)
    {
        var plain = text is ['=' or '+' or '-' or '@', ..] ? $"'{text}" : text;
        return plain.AsSpan().IndexOfAny(",\"\r\n") >= 0 ? $"\"{plain.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : plain;
    }
}
