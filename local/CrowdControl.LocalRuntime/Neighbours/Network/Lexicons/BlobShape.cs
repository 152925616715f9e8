using System.Text.Json;
using CrowdControl.LocalRuntime.Neighbours.Network.Records;

namespace CrowdControl.LocalRuntime.Neighbours.Network.Lexicons;

/// <summary>A reference to an uploaded file of certain types and at most a certain size, going by what the reference says of itself.</summary>
internal static class BlobShape
{
    public static Shape Of(long maxSize, params string[] accept) => (value, path) =>
    {
        if (BlobReference.Read(value) is not { } blob) return Shapes.Expected("blob", value, path);
        if (!accept.Any(pattern => Takes(pattern, blob.MimeType)))
            return $"Expected {Quoted(accept)} (got \"{blob.MimeType}\") at {path}.mimeType";
        return blob.Size > maxSize ? $"blob too big (maximum {maxSize}, got {blob.Size}) at {path}" : null;
    };

    private static bool Takes(string pattern, string mimeType) =>
        pattern.EndsWith("/*", StringComparison.Ordinal) ? mimeType.StartsWith(pattern[..^1], StringComparison.Ordinal) : mimeType == pattern;

    private static string Quoted(string[] accept) => string.Join(" or ", accept.Select(one => JsonSerializer.Serialize(one)));
}
