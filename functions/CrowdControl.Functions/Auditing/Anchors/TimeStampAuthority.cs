using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;
using CrowdControl.AuditLog.TimeStamps;

namespace CrowdControl.Functions.Auditing.Anchors;

/// <summary>Asks a time stamping authority by HTTP (RFC 3161, section 3.4).</summary>
internal sealed class TimeStampAuthority(HttpClient http, Uri address, X509Certificate2? root = null)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly MediaTypeHeaderValue Query = new("application/timestamp-query");

    /// <summary>For names of files.</summary>
    public string Name => address.Host;

    /// <summary>In PEM, for those who verify stamps; null where it is not known here.</summary>
    public string? Root => root is null ? null : root.ExportCertificatePem() + "\n";

    public bool OnThisMachine => address.IsLoopback;

    /// <summary>The authority's answer as it came, checked to be a stamp of these bytes and an answer to this query.</summary>
    /// <exception cref="HttpRequestException">The authority does not answer, or gave no stamp; the message says why.</exception>
    public async Task<byte[]> Stamp(ReadOnlyMemory<byte> stamped, CancellationToken cancellation)
    {
        var query = new TimeStampQuery(stamped.Span);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Patience);
        using var body = new ByteArrayContent(query.Encode()) { Headers = { ContentType = Query } };
        using var answer = await http.PostAsync(address, body, patience.Token);
        answer.EnsureSuccessStatusCode();
        var stamp = await answer.Content.ReadAsByteArrayAsync(patience.Token);
        return query.Refuse(stamp) is { } why ? throw new HttpRequestException(why) : stamp;
    }
}
