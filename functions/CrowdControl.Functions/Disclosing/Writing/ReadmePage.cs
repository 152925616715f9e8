using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using CrowdControl.Functions.Disclosing.Making;

namespace CrowdControl.Functions.Disclosing.Writing;

/// <summary>README.html: the pack in plain language, in one page that loads nothing and runs nothing.</summary>
internal static class ReadmePage
{
    private const string Style = """
        :root{color-scheme:light dark}
        body{font:16px/1.5 system-ui,sans-serif;max-width:70rem;margin:0 auto;padding:1rem;overflow-wrap:anywhere}
        h1{line-height:1.2} dl{display:grid;grid-template-columns:minmax(8rem,14rem) 1fr;gap:.25rem 1rem} dd{margin:0}
        dt{font-weight:600} article{border-top:1px solid #767676;padding:.5rem 0} h3{margin:.25rem 0;font-size:1rem}
        .kept{border-left:4px solid;padding-left:.5rem} code{font-size:.9em}
        @media(max-width:32rem){dl{grid-template-columns:1fr} dd{padding-bottom:.5rem}}
        @media print{body{max-width:none} article{break-inside:avoid}}
        """;

    public static byte[] Write(PackFacts facts)
    {
        var page = new StringBuilder();
        page.Append(CultureInfo.InvariantCulture, $"""
            <!doctype html>
            <html lang="en-GB">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>Disclosure: {Of(facts.About)}</title>
            <style>
            {Style}
            </style>
            </head>
            <body>
            <main>
            <h1>Disclosure: {Of(facts.About)}</h1>
            <p>This pack holds entries of an official record, and proof that each is what was recorded. You need not trust whoever gave it to you:
            you can check it yourself, on a computer without a network.</p>

            """);
        List(page, "What is disclosed", facts.Disclosed());
        page.Append(CultureInfo.InvariantCulture, $"""
            <h2>How to check it</h2>
            <ol>
            <li>Keep the zip file as you got it. What you are reading was in it, and may have been changed since it was unpacked.</li>
            <li>Get <code>verify</code> from somebody other than the sender where you can. {(facts.Programs ? "A copy lies in <code>data/verifier</code>." : "This pack leaves it out for its size: ask for it.")}</li>
            <li>Ask the owner of the record, by a letter or a call, for its trust policy, which names its keys. It should say what
            <code>data/policy/trust.policy</code> says; that one is the sender's word.</li>
            <li>Run <code>verify pack FILE.zip --policy trust.policy</code>. It answers VALID or INVALID, and says where. Without a policy of your own the best
            that it says is VALID BY ITS OWN KEYS: anybody can make such a pack with keys of their own. <code>data/verifier/PROCEDURE.md</code> says more.</li>
            </ol>
            <h2>What the check proves, and what it does not</h2>
            <p>It proves that the entries are what the record held, unchanged and in their order, that what is shown behind them is what was written
            then, and that only what is listed was kept back. It does not prove that what people wrote is true, nor that everything that happened
            was recorded. What was captured from a network came over TLS, by which nobody can prove later what the network's server had sent.</p>

            """);
        if (facts.Outside.Count == 0)
            page.Append("<p><strong>Nobody outside vouches for this record.</strong> Whoever runs the service could have written all of it anew before this pack was made.</p>\n");
        List(page, "What it is fastened to", facts.Fastened());
        Redactions(page, facts);
        Exhibits(page, facts);
        page.Append("<h2>Entries</h2>\n");
        foreach (var entry in facts.Entries) Entry(page, entry);
        return Encoding.UTF8.GetBytes(page.Append("</main>\n</body>\n</html>\n").ToString());
    }

    private static void List(StringBuilder page, string heading, IEnumerable<(string Name, string Value)> facts)
    {
        page.Append(CultureInfo.InvariantCulture, $"<h2>{heading}</h2>\n<dl>\n");
        foreach (var (name, value) in facts) page.Append(CultureInfo.InvariantCulture, $"<dt>{Of(name)}</dt><dd>{Of(value)}</dd>\n");
        page.Append("</dl>\n");
    }

    private static void Redactions(StringBuilder page, PackFacts facts)
    {
        page.Append("<h2>What is kept back</h2>\n");
        if (facts.Erased > 0)
            page.Append(CultureInfo.InvariantCulture, $"<p>Erased, so that nobody can show them any more: {facts.Erased:N0} fields. Entries of the erasure, which are in this pack, name each of them and say why.</p>\n");
        if (facts.Redactions.Count == 0)
        {
            page.Append("<p>Nothing.</p>\n");
            return;
        }

        page.Append(CultureInfo.InvariantCulture, $"<p>{facts.Redactions.Count:N0} fields, each of them listed in <code>data/redactions.csv</code>:</p>\n<ul>\n");
        foreach (var kind in facts.Redactions.GroupBy(one => (one.Reason, one.Authority)))
            page.Append(CultureInfo.InvariantCulture, $"<li>{kind.Count():N0}: {Of(PackFacts.Reason(kind.Key.Reason))} ({Of(kind.Key.Authority)})</li>\n");
        page.Append("</ul>\n");
    }

    private static void Exhibits(StringBuilder page, PackFacts facts)
    {
        if (facts.Frame.Exhibits.Count == 0) return;
        page.Append("""
            <h2>Exhibits</h2>
            <p>Each file is what was preserved, byte for byte: the record named its SHA-256 when it was taken, and the check compares them. A file that
            ends in <code>.wacz</code> is a zip file. <code>capture.json</code> in it says what was captured, and programs for web archives show the rest.</p>

            """);
        foreach (var exhibit in facts.Frame.Exhibits)
        {
            page.Append(CultureInfo.InvariantCulture, $"<article>\n<h3>Exhibit {Of(exhibit.Number)}: {Of(exhibit.Label)}</h3>\n<dl>\n");
            foreach (var (name, value) in exhibit.Facts()) page.Append(CultureInfo.InvariantCulture, $"<dt>{Of(name)}</dt><dd>{Of(value)}</dd>\n");
            page.Append(CultureInfo.InvariantCulture, $"<dt>Custody</dt><dd>{string.Join(", ", exhibit.Entries.Select(index => $"<a href=\"#entry-{index}\">entry {index}</a>"))}</dd>\n");
            var file = exhibit.File.Path["data/".Length..];
            page.Append(CultureInfo.InvariantCulture, $"<dt>File</dt><dd><a href=\"{Of(file)}\">data/{Of(file)}</a></dd>\n</dl>\n</article>\n");
        }
    }

    private static void Entry(StringBuilder page, ShownEntry entry)
    {
        page.Append(CultureInfo.InvariantCulture, $"""
            <article id="entry-{entry.Index}">
            <h3>Entry {entry.Index}: {Of(PackFacts.Act(entry.Act))}</h3>
            <dl>
            <dt>When</dt><dd><time datetime="{entry.At.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss.fff'Z'}">{Of(PackFacts.Moment(entry.At))}</time></dd>
            <dt>Who</dt><dd>{Of(entry.Actor)}</dd>
            <dt>About</dt><dd>{Of(entry.Subject)}</dd>
            <dt>Outcome</dt><dd>{Of(entry.Outcome)}</dd>

            """);
        foreach (var field in entry.Fields) page.Append(CultureInfo.InvariantCulture, $"<dt>{Of(field.Name)}</dt><dd>{Of(field.Value)}</dd>\n");
        page.Append("</dl>\n");
        if (entry.Withheld.Count > 0)
            page.Append(CultureInfo.InvariantCulture,
                $"<p class=\"kept\">{(entry.Sensitive ? "On the schedule of sensitive material. " : "")}Kept back: {Of(string.Join(", ", entry.Withheld))}.</p>\n");
        if (entry.Erased.Count > 0) page.Append(CultureInfo.InvariantCulture, $"<p class=\"kept\">Erased: {Of(string.Join(", ", entry.Erased))}.</p>\n");
        page.Append("</article>\n");
    }

    private static string Of(string text) => HtmlEncoder.Default.Encode(text);
}
