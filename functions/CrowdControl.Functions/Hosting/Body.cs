using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace CrowdControl.Functions.Hosting;

/// <summary>What a route reads from the body; the API's description is made from it.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ReadsAttribute(Type body) : Attribute
{
    public Type Body { get; } = body;
}

/// <summary>Reads a JSON body. The worker's own <c>[FromBody]</c> loses the name of the field that is wrong: decision 2.</summary>
public static class Body
{
    public const int Most = 1024 * 1024;

    /// <exception cref="BadRequest">It is no JSON, too large, or a field is missing, unknown or of the wrong kind; the field is named.</exception>
    public static async Task<T> Read<T>(this HttpRequest request, CancellationToken cancellation) where T : class
    {
        if (!request.HasJsonContentType())
            throw new BadRequest("Content-Type", "Send JSON, with Content-Type: application/json.", StatusCodes.Status415UnsupportedMediaType);
        var bytes = await Bytes(request, Most, cancellation);
        try
        {
            return JsonSerializer.Deserialize<T>(bytes.Span, Json.Requests) ?? throw new BadRequest("body", "The body is null. Send an object.");
        }
        catch (JsonException wrong)
        {
            throw Named(wrong);
        }
    }

    /// <summary>The whole body, as long as it is not longer than <paramref name="most"/> bytes.</summary>
    /// <exception cref="BadRequest">It is longer: 413.</exception>
    public static async Task<ReadOnlyMemory<byte>> Bytes(HttpRequest request, int most, CancellationToken cancellation)
    {
        if (request.ContentLength > most) throw TooLarge(most);
        using var all = new MemoryStream();
        var part = new byte[16 * 1024];
        for (int read; (read = await request.Body.ReadAsync(part, cancellation)) > 0;)
        {
            if (all.Length + read > most) throw TooLarge(most);
            all.Write(part, 0, read);
        }

        return all.GetBuffer().AsMemory(0, (int)all.Length);
    }

    private static BadRequest TooLarge(int most) =>
        new("body", $"The body is larger than {most / 1024:N0} KiB.", StatusCodes.Status413PayloadTooLarge);

    /// <summary>The serializer's words name .NET types; the caller needs the field.</summary>
    private static BadRequest Named(JsonException wrong)
    {
        if (Quoted(wrong.Message, "could not be mapped") is { } unknown)
            return new BadRequest(unknown, $"There is no field called {unknown} here. Check its spelling, or leave it out.");
        if (wrong.Message.Contains("missing required", StringComparison.Ordinal))
        {
            var missing = wrong.Message[(wrong.Message.LastIndexOf(':') + 1)..].Trim(' ', '.', '\'', '"').Split(',')[0].Trim(' ', '\'', '"');
            return new BadRequest(missing, $"The field {missing} is missing.");
        }

        var field = wrong.Path is { Length: > 2 } path ? path[2..] : "body";
        return new BadRequest(field, field == "body" ? "The body is not the JSON that this route reads." : $"The value of {field} is not of the right kind.");
    }

    private static string? Quoted(string message, string about)
    {
        if (!message.Contains(about, StringComparison.Ordinal)) return null;
        var start = message.IndexOf('\'') + 1;
        var end = message.IndexOf('\'', start);
        return start > 0 && end > start ? message[start..end] : null;
    }
}
