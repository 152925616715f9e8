using Azure;
using Microsoft.AspNetCore.Http;

namespace CrowdControl.Functions.Hosting;

/// <summary>The version that a caller read before they change it.</summary>
internal static class IfMatch
{
    /// <exception cref="BadRequest">It is missing: 428.</exception>
    public static ETag Of(HttpRequest request) => request.Headers.IfMatch.ToString() is { Length: > 0 } seen
        ? new ETag(seen)
        : throw new BadRequest("If-Match", "Say which version you changed: send the ETag of the answer that you read in If-Match.",
            StatusCodes.Status428PreconditionRequired);
}
