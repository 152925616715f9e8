using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CrowdControl.Functions.Hosting;

namespace CrowdControl.Functions.Evidence.Packages;

/// <summary>A capture as WACZ: a zip, nothing compressed, of the network's answers (WARC), their index, the page, capture.json, and
/// datapackage.json with the SHA-256 of each. It is not signed: the record holds the SHA-256 of the whole.</summary>
internal static class WaczPackage
{
    public const string ContentType = "application/wacz";
    public const string Statement = "capture.json";

    /// <summary>A zip has no time zone and no time before 1980; when it was taken stands inside.</summary>
    private static readonly DateTimeOffset Fixed = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly JsonSerializerOptions Readable = new(Json.Options)
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static byte[] Of(CaptureStatement statement, WarcFile warc, string software)
    {
        (string Path, byte[] Bytes)[] files =
        [
            ($"archive/{WarcFile.Path}", warc.ToBytes()),
            ("indexes/index.cdxj", warc.Index()),
            ("pages/pages.jsonl", Pages(statement)),
            (Statement, JsonSerializer.SerializeToUtf8Bytes(statement, Readable)),
        ];
        var description = JsonSerializer.SerializeToUtf8Bytes(new
        {
            profile = "data-package",
            wacz_version = "1.1.1",
            title = $"Capture of a post on {statement.Network}",
            created = statement.TakenAt.UtcDateTime,
            software,
            mainPageUrl = statement.Post.Url,
            mainPageDate = statement.TakenAt.UtcDateTime,
            resources = files.Select(file => new { name = file.Path.Split('/')[^1], path = file.Path, hash = Hash(file.Bytes), bytes = file.Bytes.Length }),
        }, Readable);
        var digest = JsonSerializer.SerializeToUtf8Bytes(new { path = "datapackage.json", hash = Hash(description) }, Readable);
        return Zip([.. files, ("datapackage.json", description), ("datapackage-digest.json", digest)]);
    }

    /// <summary>What the package says of itself, after each file was held to its SHA-256.</summary>
    /// <exception cref="InvalidDataException">It is not what was packed; the message names the file.</exception>
    public static CaptureStatement Read(byte[] package)
    {
        using var zip = new ZipArchive(new MemoryStream(package), ZipArchiveMode.Read);
        using var description = JsonDocument.Parse(Bytes(zip, "datapackage.json"));
        foreach (var resource in description.RootElement.GetProperty("resources").EnumerateArray())
        {
            var path = resource.GetProperty("path").GetString()!;
            if (Hash(Bytes(zip, path)) != resource.GetProperty("hash").GetString()) throw new InvalidDataException($"{path} is not what was packed.");
        }

        return JsonSerializer.Deserialize<CaptureStatement>(Bytes(zip, Statement), Json.Options) ?? throw new InvalidDataException($"{Statement} is empty.");
    }

    private static byte[] Pages(CaptureStatement statement) => Encoding.UTF8.GetBytes(
        """{"format":"json-pages-1.0","id":"pages","title":"All Pages"}""" + "\n"
        + JsonSerializer.Serialize(new { id = "post", url = statement.Post.Url, ts = statement.TakenAt.UtcDateTime, title = $"Post by {statement.Post.Author.Handle}", text = statement.Post.Text }) + "\n");

    private static byte[] Zip((string Path, byte[] Bytes)[] files)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var file in files)
            {
                var entry = zip.CreateEntry(file.Path, CompressionLevel.NoCompression);
                entry.LastWriteTime = Fixed;
                using var into = entry.Open();
                into.Write(file.Bytes);
            }

        return bytes.ToArray();
    }

    private static byte[] Bytes(ZipArchive zip, string path)
    {
        var entry = zip.GetEntry(path) ?? throw new InvalidDataException($"{path} is missing.");
        using var from = entry.Open();
        using var bytes = new MemoryStream();
        from.CopyTo(bytes);
        return bytes.ToArray();
    }

    private static string Hash(byte[] bytes) => "sha256:" + Convert.ToHexStringLower(SHA256.HashData(bytes));
}
