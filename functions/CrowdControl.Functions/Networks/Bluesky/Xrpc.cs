using System.Globalization;
using System.Net.Http.Headers;

namespace CrowdControl.Functions.Networks.Bluesky;

/// <summary>Makes calls of Bluesky's protocol and tells an answer, whatever it says, from no answer.</summary>
internal sealed class Xrpc(HttpClient http, TimeProvider clock, TimeSpan timeLimit)
{
    public static readonly TimeSpan WaitWhenNoTimeIsNamed = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);
    private const long FirstPlausibleEpoch = 1_000_000_000;

    /// <exception cref="NetworkException">No answer came, or no whole one.</exception>
    public async Task<XrpcAnswer> Send(XrpcCall call, Uri server, string? token, CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(timeLimit, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            using var request = call.To(server, token);
            using var response = await http.SendAsync(request, either.Token);
            var body = await response.Content.ReadAsByteArrayAsync(either.Token);
            return new XrpcAnswer(response.StatusCode, body, RetryAt(response.Headers))
            {
                Headers = [.. response.Headers.Concat(response.Content.Headers).SelectMany(header => header.Value, (header, value) => new KeyValuePair<string, string>(header.Key, value))],
            };
        }
        catch (OperationCanceledException late) when (!cancellation.IsCancellationRequested)
        {
            throw Fault(NetworkFault.Unreachable, $"Bluesky did not answer within {timeLimit.TotalSeconds:0} seconds.", late);
        }
        catch (HttpRequestException tooLong) when (tooLong.HttpRequestError is HttpRequestError.ConfigurationLimitExceeded)
        {
            throw Fault(NetworkFault.Nonsense, "Bluesky's answer is far too long.", tooLong);
        }
        catch (HttpRequestException broken)
        {
            throw Fault(NetworkFault.Unreachable, $"Bluesky could not be reached ({broken.HttpRequestError}).", broken);
        }
    }

    private static NetworkException Fault(NetworkFault fault, string message, Exception cause) => new(fault, message, inner: cause);

    /// <summary>Retry-After in either form, else RateLimit-Reset: seconds since 1970 from a PDS, seconds from now elsewhere.</summary>
    private DateTimeOffset? RetryAt(HttpResponseHeaders headers)
    {
        var now = clock.GetUtcNow();
        var named = headers.RetryAfter switch
        {
            { Delta: { } delta } => now + (delta < LongestWait ? delta : LongestWait),
            { Date: { } date } => date,
            _ => Reset(headers, now),
        };
        if (named is not { } at) return null;
        return at < now ? now : at > now + LongestWait ? now + LongestWait : at;
    }

    private static DateTimeOffset? Reset(HttpResponseHeaders headers, DateTimeOffset now)
    {
        if (!headers.TryGetValues("RateLimit-Reset", out var values)
            || !long.TryParse(values.First(), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            || seconds > int.MaxValue * 2L)
            return null;
        return seconds < FirstPlausibleEpoch ? now.AddSeconds(seconds) : DateTimeOffset.FromUnixTimeSeconds(seconds);
    }
}
