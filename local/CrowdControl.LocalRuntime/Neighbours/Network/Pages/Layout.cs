using Microsoft.AspNetCore.Http;

namespace CrowdControl.LocalRuntime.Neighbours.Network.Pages;

/// <summary>What surrounds every page of the invented network.</summary>
internal static class Layout
{
    public const string StylePath = "/network.css";

    public static IResult Page(string title, Markup main, string search = "", int status = 200) => new HtmlAnswer($"""
        <!doctype html>
        <html lang="en-GB">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>{title} - Wexmoor Square</title>
        <link rel="stylesheet" href="{StylePath}">
        <link rel="icon" href="data:,">
        </head>
        <body>
        <a class="skip" href="#main">Skip to the posts</a>
        <header>
        <div class="bar">
        <p class="brand"><a href="/">Wexmoor Square</a></p>
        <form class="search" role="search" action="/search" method="get">
        <label class="hidden" for="q">Search posts</label>
        <input id="q" name="q" type="search" placeholder="Search" value="{search}">
        <button>Search</button>
        </form>
        </div>
        </header>
        <main id="main">
        {main}
        </main>
        <footer>
        <p>An invented network with invented people, for a demonstration on this machine. Nothing here is real.</p>
        </footer>
        </body>
        </html>
        """, status);

    public static IResult NotFound(string what) => Page("Not found", $"""
        <h1>Not here</h1>
        <p>{what} <a href="/">See all posts</a>.</p>
        """, status: StatusCodes.Status404NotFound);

    /// <summary>A page with the headers that keep strangers' words from becoming anything but words.</summary>
    private sealed class HtmlAnswer(Markup html, int status) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            var headers = httpContext.Response.Headers;
            headers.ContentSecurityPolicy =
                "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
            headers.XContentTypeOptions = "nosniff";
            headers.CacheControl = "no-cache";
            headers["Referrer-Policy"] = "same-origin";
            httpContext.Response.StatusCode = status;
            httpContext.Response.ContentType = "text/html; charset=utf-8";
            return httpContext.Response.WriteAsync(html.ToString(), httpContext.RequestAborted);
        }
    }
}
