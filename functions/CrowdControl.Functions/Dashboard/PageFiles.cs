using System.Collections.Frozen;
using System.Security.Cryptography;

namespace CrowdControl.Functions.Dashboard;

/// <summary>The dashboard's files as they were built, known by the path that a browser asks for.</summary>
public sealed class PageFiles
{
    private const string StartPage = "index.html";

    private static readonly FrozenDictionary<string, string> Types = new Dictionary<string, string>
    {
        [".html"] = "text/html; charset=utf-8",
        [".js"] = "text/javascript; charset=utf-8",
        [".css"] = "text/css; charset=utf-8",
        [".svg"] = "image/svg+xml",
        [".png"] = "image/png",
        [".woff2"] = "font/woff2",
        [".webmanifest"] = "application/manifest+json",
        [".json"] = "application/json",
    }.ToFrozenDictionary();

    private readonly FrozenDictionary<string, PageFile> _files;

    internal PageFiles(string folder) => _files = Directory.Exists(folder)
        ? Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Where(file => Types.ContainsKey(Path.GetExtension(file)))
            .Select(file => (Asked: Path.GetRelativePath(folder, file).Replace('\\', '/'), file))
            .ToFrozenDictionary(one => one.Asked, one => Read(one.Asked, one.file), StringComparer.Ordinal)
        : FrozenDictionary<string, PageFile>.Empty;

    /// <summary>The file at that path; the start page for every path that is no file's; null for a file that is not there.</summary>
    internal PageFile? Find(string? path) =>
        _files.GetValueOrDefault(path ?? StartPage)
        ?? (Path.HasExtension(path) || path!.StartsWith("assets/", StringComparison.Ordinal) ? null : _files.GetValueOrDefault(StartPage));

    private static PageFile Read(string asked, string file)
    {
        using var content = File.OpenRead(file);
        var version = Convert.ToHexStringLower(SHA256.HashData(content).AsSpan(0, 16));
        return new PageFile(file, Types[Path.GetExtension(file)], version, asked.StartsWith("assets/", StringComparison.Ordinal), File.Exists(file + ".br"));
    }
}

/// <summary>One file of the dashboard, with its compressed twin where there is one.</summary>
/// <param name="Version">Of the content, for If-None-Match.</param>
/// <param name="IsNamedByContent">Its name holds a hash of its content, so under this name it never changes.</param>
internal sealed record PageFile(string Path, string ContentType, string Version, bool IsNamedByContent, bool HasBrotli);
