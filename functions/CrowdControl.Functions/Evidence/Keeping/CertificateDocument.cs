using System.Net;
using System.Text;
using CrowdControl.Domain.Evidence;

namespace CrowdControl.Functions.Evidence.Keeping;

/// <summary>A disposal certificate to read, print and file: one page of HTML that needs nothing else. Its proof can be checked with the
/// verifier and a checkpoint, by anybody.</summary>
internal static class CertificateDocument
{
    public static byte[] Of(Exhibit exhibit, Case folder, string organisation, string proof)
    {
        var (certificate, removal) = (exhibit.Certificate!, exhibit.Removal!);
        (string Name, string Value)[] facts =
        [
            ("Certificate", certificate.Number), ("Organisation", organisation), ("Case", folder.Number), ("Exhibit", exhibit.Number),
            ("Class", exhibit.Class.ToString()), ("Taken", Time(exhibit.TakenAt)), ("SHA-256 of what was kept", exhibit.Sha256),
            ("Stored as", $"{exhibit.Blob}.bin"), ("Destroyed", Time(certificate.At)), ("Retention rule", removal.Rule ?? "none"),
            ("Review by", $"{removal.AskedBy.Name}, {Time(removal.AskedAt)}: {removal.Basis}"),
            .. removal.Approvals.Select(approval => ("Approved by", $"{approval.By.Name}, {Time(approval.At)}: {approval.Reason}")),
            ("Values erased from the record", $"{exhibit.ErasedCommitments}"), ("SHA-256 of their list", exhibit.ErasedDigest ?? "none"),
            ("Entry of the record", $"{certificate.Entry}"),
        ];
        var rows = new StringBuilder();
        foreach (var (name, value) in facts) rows.Append(System.Globalization.CultureInfo.InvariantCulture, $"<tr><th scope=\"row\">{Text(name)}</th><td>{Text(value)}</td></tr>\n");
        return Encoding.UTF8.GetBytes($$"""
            <!DOCTYPE html>
            <html lang="en"><head><meta charset="utf-8"><title>Disposal certificate {{Text(certificate.Number)}}</title>
            <style>body{font:16px/1.5 sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem;color:#111;background:#fff}table{border-collapse:collapse;width:100%}
            th,td{text-align:left;vertical-align:top;padding:.35rem .5rem;border-bottom:1px solid #767676;overflow-wrap:anywhere}th{width:14rem}pre{white-space:pre-wrap;overflow-wrap:anywhere;border:1px solid #767676;padding:.75rem}</style></head>
            <body><h1>Disposal certificate {{Text(certificate.Number)}}</h1>
            <p>The key of this exhibit and the salts of its entries in the record were destroyed. Nobody can read it any more. That it was kept, and
            everything that was done with it, remains provable.</p>
            <table><tbody>
            {{rows}}</tbody></table>
            <h2>Proof</h2>
            <p>The entry above says what this certificate says. Save the text below as a file that ends in .tlog-proof and check it with the verifier:
            it shows that the entry stands in the signed record. It holds no personal data.</p>
            <pre>{{Text(proof)}}</pre></body></html>
            """);
    }

    private static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", System.Globalization.CultureInfo.InvariantCulture);

    private static string Text(string value) => WebUtility.HtmlEncode(value);
}
