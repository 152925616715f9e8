using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using Azure.Core;

namespace Azure.Data.Tables.Pipeline;

/// <summary>
/// Reads the service's <c>odata.error</c>, and from "7:Some message", as a refused transaction has it, the index 7.
/// </summary>
internal sealed class ServiceErrorParser : RequestFailedDetailsParser
{
    public const string FailedIndex = "FailedEntity";

    public static ServiceErrorParser Shared { get; } = new();

    public static RequestFailedException Failure(Response response) => new(response, null, Shared);

    public override bool TryParse(
        Response response, [NotNullWhen(true)] out ResponseError? error, out IDictionary<string, string>? data)
    {
        (error, data) = (null, null);
        if (response.ContentStream is null || Root(response.Content) is not { } root) return false;
        if (!root.TryGetProperty("odata.error", out var refused)) return false;

        var code = refused.TryGetProperty("code", out var said) ? said.GetString() : null;
        var message = refused.TryGetProperty("message", out var text) && text.TryGetProperty("value", out var value)
            ? value.GetString()
            : null;
        data = new Dictionary<string, string>();
        if (IndexAtStart(message) is { } index)
        {
            data[FailedIndex] = index.ToString(CultureInfo.InvariantCulture);
            message += "\n The index of the entity that caused the error can be found in "
                + $"{nameof(TableTransactionFailedException.FailedTransactionActionIndex)}.";
        }
        error = new ResponseError(code, message);
        return true;
    }

    private static int? IndexAtStart(string? message) =>
        message is not null
        && message.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon
        && int.TryParse(message.AsSpan(0, colon), NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            ? index
            : null;

    // A gateway may answer with a page instead of JSON: then there is no code to be had, and the status has to do.
    private static JsonElement? Root(BinaryData content)
    {
        try
        {
            using var document = JsonDocument.Parse(content);
            return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
