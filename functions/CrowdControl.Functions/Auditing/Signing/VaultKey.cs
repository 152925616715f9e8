using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using Azure;
using Azure.Core;
using CrowdControl.Functions.Hosting.Vault;

namespace CrowdControl.Functions.Auditing.Signing;

/// <summary>A P-256 key that never leaves Key Vault: the vault signs, we only ask. (Key Vault REST: Get Key, Sign; RFC 7518, ES256.)</summary>
internal sealed class VaultKey(VaultClient vault, string name)
{
    /// <summary>The present version of the key, and its public half.</summary>
    /// <exception cref="RequestFailedException">The vault refused, or does not know the key.</exception>
    /// <exception cref="InvalidOperationException">The key is of another kind than P-256.</exception>
    public Task<KeyVersion> Get(CancellationToken cancellation) => Get($"keys/{name}", cancellation);

    /// <summary>All versions that may sign, the present one among them; the vault does not show one that was disabled.</summary>
    /// <inheritdoc cref="Get(CancellationToken)"/>
    public async Task<IReadOnlyList<KeyVersion>> Versions(CancellationToken cancellation)
    {
        var versions = new List<KeyVersion>();
        Uri? next = null;
        do
        {
            using var answer = next is null
                ? await vault.Send(RequestMethod.Get, $"keys/{name}/versions", null, cancellation)
                : await vault.Follow(next, cancellation);
            if (answer.IsError) throw new RequestFailedException(answer);
            using var page = JsonDocument.Parse(answer.Content);
            foreach (var listed in page.RootElement.GetProperty("value").EnumerateArray().Where(IsEnabled))
                versions.Add(await Get($"keys/{name}/{VersionOf(listed)}", cancellation));
            next = page.RootElement.TryGetProperty("nextLink", out var link) && link.GetString() is { Length: > 0 } address ? new Uri(address) : null;
        }
        while (next is not null);

        return versions;
    }

    /// <summary>The signature over a SHA-256 digest (32 bytes): 64 bytes, r then s, as the vault gives it; s may be in the upper half.</summary>
    /// <exception cref="RequestFailedException">The vault refused.</exception>
    public async Task<byte[]> Sign(string version, ReadOnlyMemory<byte> digest, CancellationToken cancellation)
    {
        var request = new { alg = "ES256", value = Base64Url.EncodeToString(digest.Span) };
        using var answer = await vault.Send(RequestMethod.Post, $"keys/{name}/{version}/sign", request, cancellation);
        if (answer.IsError) throw new RequestFailedException(answer);
        using var body = JsonDocument.Parse(answer.Content);
        return Base64Url.DecodeFromChars(body.RootElement.GetProperty("value").GetString());
    }

    private async Task<KeyVersion> Get(string path, CancellationToken cancellation)
    {
        using var answer = await vault.Send(RequestMethod.Get, path, null, cancellation);
        if (answer.IsError) throw new RequestFailedException(answer);
        using var body = JsonDocument.Parse(answer.Content);
        var key = body.RootElement.GetProperty("key");
        if (key.GetProperty("kty").GetString() is not ("EC" or "EC-HSM") || key.GetProperty("crv").GetString() != "P-256")
            throw new InvalidOperationException($"The vault's key '{name}' cannot sign the record: it has to be an EC key on the curve P-256.");
        using var curve = ECDsa.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            Q = { X = Base64Url.DecodeFromChars(key.GetProperty("x").GetString()), Y = Base64Url.DecodeFromChars(key.GetProperty("y").GetString()) },
        });
        return new KeyVersion(VersionOf(key), curve.ExportSubjectPublicKeyInfo());
    }

    private static bool IsEnabled(JsonElement listed) => listed.GetProperty("attributes").GetProperty("enabled").GetBoolean();

    private static string VersionOf(JsonElement key) => new Uri(key.GetProperty("kid").GetString()!).Segments[^1];
}

/// <param name="PublicKey">SubjectPublicKeyInfo in DER.</param>
internal sealed record KeyVersion(string Version, byte[] PublicKey);
