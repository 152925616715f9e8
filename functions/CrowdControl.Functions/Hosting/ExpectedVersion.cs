using Azure;
using Microsoft.AspNetCore.Http;

namespace CrowdControl.Functions.Hosting;

public static class ExpectedVersion
{
    /// <summary>The version that the caller read before they change it, from If-Match.</summary>
    /// <exception cref="BadRequest">It is missing (428), or not one ETag that the API gave out.</exception>
    public static ETag Expected(this HttpRequest request)
    {
        var given = request.Headers.IfMatch.ToString();
        if (given.Length == 0)
            throw new BadRequest("If-Match", "Say which version you changed: send the ETag of the answer that you read in If-Match.",
                StatusCodes.Status428PreconditionRequired);
        return given is "*" or { Length: > 200 } || given.Any(c => c is < ' ' or > '~')
            ? throw new BadRequest("If-Match", "This is no version that the API gave out.")
            : new ETag(given);
    }
}
