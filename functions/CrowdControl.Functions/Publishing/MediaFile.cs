using Microsoft.AspNetCore.Http;

namespace CrowdControl.Functions.Publishing;

/// <summary>An image as an answer: of its own kind and no other, and for good, since its address is its content.</summary>
internal sealed class MediaFile(StoredMedia media, BinaryData bytes) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var headers = httpContext.Response.Headers;
        headers.CacheControl = "private, max-age=31536000, immutable";
        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        headers.ETag = $"\"{media.Id}\"";
        httpContext.Response.ContentType = media.ContentType;
        httpContext.Response.ContentLength = media.Bytes;
        await httpContext.Response.BodyWriter.WriteAsync(bytes.ToMemory(), httpContext.RequestAborted);
    }
}
