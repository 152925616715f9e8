using CrowdControl.Functions.Hosting.Printing;

namespace CrowdControl.Functions.Disclosing.Writing;

/// <summary>report.pdf: the pack's result on paper.</summary>
internal static class ReportPaper
{
    /// <summary>More would fill a ream; README.html holds all of them.</summary>
    private const int MostEntries = 1_000;

    public static byte[] Write(PackFacts facts)
    {
        using var text = new PrintedText("Disclosure report");
        text.Title("Disclosure report")
            .Paragraph("This report goes with a disclosure pack: a file that proves what is in it without trust in whoever made it. Check the pack itself; this page proves nothing.");
        Facts(text.Heading("What is disclosed"), facts.Disclosed());
        text.Fact("Kept back", facts.Redactions.Count == 0 ? "nothing" : $"{facts.Redactions.Count:N0} fields; each with its reason and authority in data/redactions.csv");
        if (facts.Erased > 0) text.Fact("Erased", $"{facts.Erased:N0} fields; entries of the erasure name each of them and say why");
        Facts(text.Heading("What it is fastened to"), facts.Fastened());
        text.Heading("How to check it")
            .Paragraph("Follow data/verifier/PROCEDURE.md: verify the zip file with the program verify, on a computer without a network if you like. Give it the trust policy that the owner of the record gave you by another way; the one in the pack is the sender's word, and by that alone the answer is VALID BY ITS OWN KEYS at best. It answers VALID or INVALID, and says where.")
            .Heading("What the check proves, and what it does not")
            .Paragraph("It proves that entries are what the record held, in their order, unchanged since the times given. It does not prove that what people wrote in it is true, nor that everything that happened was recorded.")
            .Paragraph("What was captured from a network was sent to us over TLS. That protects it on its way, and does not let anybody else prove later what the network's server had sent.");
        if (facts.Outside.Count == 0)
            text.Paragraph("Nobody outside vouches for this record. Whoever runs the service could have written all of it anew before this pack was made.");
        Exhibits(text, facts);
        Entries(text, facts);
        return text.ToBytes();
    }

    private static void Facts(PrintedText text, IEnumerable<(string Name, string Value)> facts)
    {
        foreach (var (name, value) in facts) text.Fact(name, value);
    }

    private static void Exhibits(PrintedText text, PackFacts facts)
    {
        if (facts.Frame.Exhibits.Count == 0) return;
        text.Heading("Exhibits");
        foreach (var exhibit in facts.Frame.Exhibits)
            Facts(
                text.Fact($"Exhibit {exhibit.Number}", exhibit.Label).Fact("File", exhibit.File.Path),
                exhibit.Facts().Append(("Custody", $"entries {string.Join(", ", exhibit.Entries)}")));
    }

    private static void Entries(PrintedText text, PackFacts facts)
    {
        text.Heading("Entries");
        foreach (var entry in facts.Entries.Take(MostEntries))
            text.Fact(
                $"Entry {entry.Index}",
                $"{PackFacts.Moment(entry.At)}. {PackFacts.Act(entry.Act)}: {entry.Outcome}. By {entry.Actor}, about {entry.Subject}."
                + (entry.Sensitive ? " Sensitive." : "") + (entry.Withheld.Count > 0 ? $" Kept back: {string.Join(", ", entry.Withheld)}." : "")
                + (entry.Erased.Count > 0 ? $" Erased: {string.Join(", ", entry.Erased)}." : ""));
        if (facts.Entries.Count > MostEntries) text.Paragraph($"{facts.Entries.Count - MostEntries:N0} more stand in data/README.html.");
    }
}
