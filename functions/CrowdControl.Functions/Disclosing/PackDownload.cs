using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace CrowdControl.Functions.Disclosing;

/// <summary>Sends a pack as a file, from blob to caller.</summary>
internal sealed class PackDownload(TakenPack pack) : IResult
{
    public async Task ExecuteAsync(HttpContext context)
    {
        await using var bytes = pack.Bytes;
        context.Response.ContentType = "application/zip";
        context.Response.ContentLength = pack.Length;
        context.Response.Headers.CacheControl = "private, no-store";
        context.Response.Headers[HeaderNames.XContentTypeOptions] = "nosniff";
        context.Response.Headers.ContentDisposition = $"attachment; filename={pack.Name}";
        await bytes.CopyToAsync(context.Response.Body, context.RequestAborted);
    }
}
