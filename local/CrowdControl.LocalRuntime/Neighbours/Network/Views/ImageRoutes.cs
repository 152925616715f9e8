using CrowdControl.LocalRuntime.Neighbours.Network.Ledger;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace CrowdControl.LocalRuntime.Neighbours.Network.Views;

/// <summary>Images where a browser can show them: on the real network a server of its own, which also makes them smaller.</summary>
internal static class ImageRoutes
{
    public const string Thumbnail = "feed_thumbnail";
    public const string FullSize = "feed_fullsize";

    public static string Address(Uri server, string preset, string did, string cid) => new Uri(server, $"img/{preset}/plain/{did}/{cid}").ToString();

    public static void Map(WebApplication app, NetworkLedger ledger) =>
        app.MapGet("/img/{preset}/plain/{did}/{cid}", (HttpContext context, string did, string cid) =>
        {
            lock (ledger.Gate)
            {
                if (ledger.Blobs.Public(did, cid) is not { } blob || !blob.MimeType.StartsWith("image/", StringComparison.Ordinal))
                    return Results.NotFound();
                context.Response.Headers.XContentTypeOptions = "nosniff";
                context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
                context.Response.Headers.CacheControl = "public, max-age=604800";
                return Results.File(blob.Path, blob.MimeType);
            }
        });
}
