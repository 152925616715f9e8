using CrowdControl.Functions.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Headers;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Net.Http.Headers;

namespace CrowdControl.Functions.Dashboard;

/// <summary>Serves the dashboard. Every address that is no file and no part of the API is a page of it, drawn in the browser.</summary>
public sealed class Pages(PageFiles files, SignIn signIn)
{
    /// <remarks>The route leaves the API out by itself: which of two routes a host tries first is its own affair.</remarks>
    [Function(nameof(Pages)), Public("The page has to be there before anybody has signed in; it holds no data.")]
    public IResult Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "{*path:regex(^(?!api/).*$)=index.html}")] HttpRequest request, string? path)
    {
        var headers = request.HttpContext.Response.Headers;
        Protect(headers);
        if (files.Find(path) is not { } file)
            return Answers.Problem(404, "not-found", "Not found", "There is no such file. Open the start page instead.");

        headers.CacheControl = file.IsNamedByContent ? "public, max-age=31536000, immutable" : "no-cache";
        headers.Vary = HeaderNames.AcceptEncoding;
        var brotli = file.HasBrotli && TakesBrotli(request);
        if (brotli) headers.ContentEncoding = "br";
        var version = new EntityTagHeaderValue($"\"{file.Version}{(brotli ? "-br" : "")}\"");
        return Results.File(brotli ? file.Path + ".br" : file.Path, file.ContentType, entityTag: version);
    }

    /// <remarks>Fluent UI makes style elements without content and fills them through the object model; the hash is that of no content,
    /// so an element that brings rules of its own is still refused.</remarks>
    private void Protect(IHeaderDictionary headers)
    {
        headers.XContentTypeOptions = "nosniff";
        headers.StrictTransportSecurity = "max-age=31536000";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()";
        headers.ContentSecurityPolicy =
            "default-src 'none'; script-src 'self'; style-src 'self' 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='; "
            + "img-src 'self' blob:; font-src 'self'; manifest-src 'self'; "
            + $"connect-src 'self' {signIn.Origin}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    }

    private static bool TakesBrotli(HttpRequest request) => new RequestHeaders(request.Headers).AcceptEncoding
        .Any(coding => coding.Value.Equals("br", StringComparison.OrdinalIgnoreCase) && coding.Quality is not 0);
}
