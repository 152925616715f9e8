using CrowdControl.LocalRuntime.Neighbours.Network.Ledger;
using CrowdControl.LocalRuntime.Neighbours.Network.Xrpc;
using Microsoft.AspNetCore.Http;

namespace CrowdControl.LocalRuntime.Neighbours.Network.Records;

/// <summary>Uploading files and fetching them.</summary>
internal sealed class BlobMethods(NetworkLedger ledger)
{
    public IEnumerable<XrpcMethod> All =>
    [
        new("com.atproto.repo.uploadBlob", XrpcAuth.Account, Upload) { Procedure = true, TakesFile = true },
        new("com.atproto.sync.getBlob", XrpcAuth.Anybody, Get),
    ];

    private object Upload(XrpcCall call)
    {
        var bytes = call.File.Span;
        var cid = Cid.OfBlob(bytes);
        var type = MediaType.Of(bytes) ?? call.ContentType;
        ledger.Blobs.Keep(cid, bytes);
        if (ledger.Blobs.Find(call.Caller.Did, cid) is null)
            ledger.Record(new BlobUploaded(ledger.Now, call.Caller.Did, cid, type, bytes.Length));
        return new
        {
            blob = new Dictionary<string, object>
            {
                ["$type"] = "blob",
                ["ref"] = new Dictionary<string, string> { ["$link"] = cid },
                ["mimeType"] = type,
                ["size"] = bytes.Length,
            },
        };
    }

    private Download Get(XrpcCall call)
    {
        var (did, cid) = (call.Required("did"), call.Required("cid"));
        return ledger.Blobs.Public(did, cid) is { } blob ? new Download(blob, cid) : throw XrpcFault.Invalid("Blob not found");
    }

    /// <summary>A file of a stranger's, so that no browser shows it as a page of ours.</summary>
    private sealed class Download(PublicBlob blob, string cid) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            var headers = httpContext.Response.Headers;
            headers.XContentTypeOptions = "nosniff";
            headers.ContentDisposition = $"attachment; filename=\"{cid}\"";
            headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
            return Results.File(blob.Path, blob.MimeType).ExecuteAsync(httpContext);
        }
    }
}
