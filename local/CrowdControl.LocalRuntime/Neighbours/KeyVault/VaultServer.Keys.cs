using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace CrowdControl.LocalRuntime.Neighbours.KeyVault;

/// <summary>The keys: made, shown in their public half, and signing without ever leaving.</summary>
internal sealed partial class VaultServer
{
    private static readonly string[] KeyOperations = ["sign", "verify"];

    private async Task<IResult> CreateKey(HttpRequest request, KeyShelf shelf, string name)
    {
        if (Refusal(request, name) is { } refusal) return refusal;
        using var body = await JsonDocument.ParseAsync(request.Body, default, request.HttpContext.RequestAborted);
        if (Text(body, "kty") != "EC" || Text(body, "crv") is not ("P-256" or null))
            return Error(400, "BadParameter", "This vault makes EC keys on the curve P-256 only.");
        var (version, key) = shelf.Create(name);
        using (key) return KeyBundle(name, version, key);
    }

    private IResult Key(HttpRequest request, KeyShelf shelf, string name, string? version)
    {
        if (Refusal(request, name) is { } refusal) return refusal;
        if (shelf.Find(name, version) is not var (found, key)) return NoKey(name);
        using (key) return KeyBundle(name, found, key);
    }

    /// <summary>One version a page, so that whoever asks has to follow the links.</summary>
    private IResult Versions(HttpRequest request, KeyShelf shelf, string name)
    {
        if (Refusal(request, name) is { } refusal) return refusal;
        var versions = shelf.Versions(name);
        var at = int.TryParse(request.Query["$skiptoken"], NumberStyles.None, CultureInfo.InvariantCulture, out var skipped) ? skipped : 0;
        return Results.Json(new
        {
            value = versions.Skip(at).Take(1).Select(version => new { kid = KeyId(name, version), attributes = new { enabled = true } }),
            nextLink = at + 1 < versions.Count ? new Uri(Address, $"keys/{name}/versions?api-version={request.Query["api-version"]}&$skiptoken={at + 1}") : null,
        });
    }

    private async Task<IResult> Sign(HttpRequest request, KeyShelf shelf, string name, string version)
    {
        if (Refusal(request, name) is { } refusal) return refusal;
        if (shelf.Find(name, version) is not var (found, key)) return NoKey(name);
        using var body = await JsonDocument.ParseAsync(request.Body, default, request.HttpContext.RequestAborted);
        using (key)
        {
            if (Text(body, "alg") != "ES256") return Error(400, "BadParameter", "A P-256 key signs by ES256 only.");
            var digest = new byte[SHA256.HashSizeInBytes];
            if (!Base64Url.TryDecodeFromChars(Text(body, "value"), digest, out var length) || length != digest.Length)
                return Error(400, "BadParameter", "The value of ES256 is a SHA-256 digest in base64url.");
            return Results.Json(new
            {
                kid = KeyId(name, found),
                value = Base64Url.EncodeToString(key.SignHash(digest, DSASignatureFormat.IeeeP1363FixedFieldConcatenation)),
            });
        }
    }

    private IResult KeyBundle(string name, string version, ECDsa key)
    {
        var point = key.ExportParameters(includePrivateParameters: false).Q;
        return Results.Json(new
        {
            key = new
            {
                kid = KeyId(name, version),
                kty = "EC",
                key_ops = KeyOperations,
                crv = "P-256",
                x = Base64Url.EncodeToString(point.X),
                y = Base64Url.EncodeToString(point.Y),
            },
            attributes = new { enabled = true },
        });
    }

    private Uri KeyId(string name, string version) => new(Address, $"keys/{name}/{version}");

    private static IResult NoKey(string name) => Error(404, "KeyNotFound", $"A key with (name/id) {name} was not found in this key vault.");
}
