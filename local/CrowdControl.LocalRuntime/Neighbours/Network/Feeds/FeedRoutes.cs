using System.Security.Cryptography;
using CrowdControl.LocalRuntime.Servers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace CrowdControl.LocalRuntime.Neighbours.Network.Feeds;

/// <summary>News of the invented county: the XML files among the sample data, each served as what it says it is.</summary>
internal static class FeedRoutes
{
    public static void Map(WebApplication app) => app.MapGet("/feeds/{file}", (string file) =>
    {
        var path = Repository.Sample(Path.GetFileName(file));
        return file.EndsWith(".xml", StringComparison.Ordinal) && File.Exists(path) ? Serve(path) : Results.NotFound();
    });

    // Results.Bytes answers 304 to If-None-Match and If-Modified-Since by itself.
    private static IResult Serve(string path)
    {
        var bytes = File.ReadAllBytes(path);
        var kind = System.Text.Encoding.UTF8.GetString(bytes).Contains("<feed ", StringComparison.Ordinal) ? "atom" : "rss";
        return Results.Bytes(
            bytes,
            $"application/{kind}+xml; charset=utf-8",
            lastModified: new DateTimeOffset(File.GetLastWriteTimeUtc(path), TimeSpan.Zero),
            entityTag: new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(bytes))[..16]}\""));
    }
}
