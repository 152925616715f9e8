using Microsoft.AspNetCore.Http;

namespace CrowdControl.Functions.Evidence;

/// <summary>A file to save, never to show: what is in it was written by strangers.</summary>
internal sealed class EvidenceFile(byte[] bytes, string contentType, string name) : IResult
{
    public Task ExecuteAsync(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.CacheControl = "private, no-store";
        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        headers.ContentDisposition = $"attachment; filename=\"{name}\"";
        context.Response.ContentType = contentType;
        return context.Response.Body.WriteAsync(bytes, context.RequestAborted).AsTask();
    }
}
