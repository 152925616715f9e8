using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace CrowdControl.LocalRuntime.Neighbours.Worm;

/// <summary>A request to the blob service, as far as it matters to whether it may change what is there.</summary>
/// <param name="Blob">Empty where the request is for the container itself.</param>
/// <param name="Comp">Which operation, where the method does not say.</param>
/// <param name="OnlyIfFree">It has <c>If-None-Match: *</c>.</param>
internal sealed record BlobCall(string Method, string Container, string Blob, string Comp, bool OnlyIfFree)
{
    public static BlobCall Of(HttpRequest request, string rawTarget)
    {
        var target = rawTarget.Split('?', 2);
        // The account, the container, and a name that may have slashes.
        var parts = target[0].Split('/', 4);
        var query = QueryHelpers.ParseQuery(target.Length > 1 ? target[1] : "");
        return new BlobCall(
            request.Method, Uri.UnescapeDataString(parts.ElementAtOrDefault(2) ?? ""), Uri.UnescapeDataString(parts.ElementAtOrDefault(3) ?? ""),
            query.TryGetValue("comp", out var comp) ? comp.ToString().ToLowerInvariant() : "", request.Headers.IfNoneMatch == "*");
    }

    public bool IsOfEvidence => Container.StartsWith("audit-ev-", StringComparison.Ordinal);

    public bool IsRead => Method is "GET" or "HEAD" or "OPTIONS";

    /// <summary>Put Blob, Copy Blob, Put Block List: makes a blob, or puts another in its place.</summary>
    public bool Makes => Method == "PUT" && Comp is "" or "blocklist";

    public override string ToString() => $"{Method} {Container}/{Blob}{(Comp.Length == 0 ? "" : $"?comp={Comp}")}";
}
