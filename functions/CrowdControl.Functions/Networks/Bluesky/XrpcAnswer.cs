using System.Net;
using System.Text.Json;

namespace CrowdControl.Functions.Networks.Bluesky;

/// <summary>What a server of Bluesky's protocol said: any answer at all, good or bad.</summary>
/// <param name="RetryAt">When to come back, where the answer named a time.</param>
internal sealed record XrpcAnswer(HttpStatusCode Status, byte[] Body, DateTimeOffset? RetryAt)
{
    private const int LongestExplanation = 300;

    // What the protocol requires has to be there: an answer without it makes no sense.
    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web)
    {
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    private XrpcError? _error;

    /// <summary>As they came.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    public bool Ok => (int)Status is >= 200 and < 300;

    /// <summary>The protocol's own name for the error; null when it did not speak the protocol.</summary>
    public string? Error => Failure.Error;

    /// <summary>The token was not accepted. A PDS says so with 400, other servers with 401.</summary>
    public bool TokenRejected =>
        Status is HttpStatusCode.Unauthorized || (Status is HttpStatusCode.BadRequest && Error is "ExpiredToken" or "InvalidToken");

    /// <summary>A definite no, in the protocol's own words. Anything else that is not a yes leaves open what was done.</summary>
    public bool Refused =>
        (int)Status is >= 400 and < 500 and not 408 and not 429 && Error is not null;

    /// <summary>For people: the network's words, cut to a sensible length. They may quote the post, so they are never logged.</summary>
    public string Explanation =>
        Failure.Message is { Length: > 0 } message
            ? message[..Math.Min(message.Length, LongestExplanation)]
            : Error ?? $"status {(int)Status}";

    private XrpcError Failure => _error ??= ReadError();

    /// <exception cref="NetworkException">It is an error, or not what the protocol promises.</exception>
    public T Read<T>()
    {
        if (!Ok) throw AsFault();
        try
        {
            return JsonSerializer.Deserialize<T>(Body, Strict) ?? throw new JsonException("null");
        }
        catch (JsonException unreadable)
        {
            throw new NetworkException(NetworkFault.Nonsense, "Bluesky's answer could not be read.", inner: unreadable);
        }
    }

    public NetworkException AsFault() => new(Fault(), $"Bluesky answered {(int)Status} ({Error ?? "no error named"}).", RetryAt);

    private NetworkFault Fault() => (int)Status switch
    {
        429 => NetworkFault.Throttled,
        408 or >= 500 => NetworkFault.Unreachable,
        >= 400 when TokenRejected || Error is "AuthenticationRequired" or "AccountTakedown" => NetworkFault.CredentialRejected,
        >= 400 when Error is "NotFound" or "RecordNotFound" => NetworkFault.NotFound,
        >= 400 when Error is not null => NetworkFault.Refused,
        _ => NetworkFault.Nonsense,
    };

    private XrpcError ReadError()
    {
        if (Ok) return new XrpcError(null, null);
        try
        {
            return JsonSerializer.Deserialize<XrpcError>(Body, JsonSerializerOptions.Web) ?? new XrpcError(null, null);
        }
        catch (JsonException)
        {
            // A proxy's page, or half an answer: the status is all there is, and Error says so by being null.
            return new XrpcError(null, null);
        }
    }

    private sealed record XrpcError(string? Error, string? Message);
}
