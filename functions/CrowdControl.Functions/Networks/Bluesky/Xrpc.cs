using System.Globalization;
using System.Net.Http.Headers;

namespace CrowdControl.Functions.Networks.Bluesky;

/// <summary>Makes calls of Bluesky's protocol and tells an answer, whatever it says, from no answer.</summary>
internal sealed class Xrpc(HttpClient http, TimeProvider clock, TimeSpan timeLimit)
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);
    private const long FirstPlausibleEpoch = 1_000_000_000;

    public TimeProvider Clock => clock;

    /// <exception cref="NetworkException">No answer came, or no whole one.</exception>
    public async Task<XrpcAnswer> Send(XrpcCall call, Uri server, string? token, CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(timeLimit, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            using var request = call.To(server, token);
            using var response = await http.SendAsync(request, either.Token);
            return new XrpcAnswer(response.StatusCode, await response.Content.ReadAsByteArrayAsync(either.Token), RetryAt(response.Headers));
        }
        catch (OperationCanceledException late) when (!cancellation.IsCancellationRequested)
        {
            throw new NetworkException(NetworkFault.Unreachable, $"Bluesky did not answer within {timeLimit.TotalSeconds:0} seconds.", inner: late);
        }
        catch (HttpRequestException tooLong) when (tooLong.HttpRequestError is HttpRequestError.ConfigurationLimitExceeded)
        {
            throw new NetworkException(NetworkFault.Nonsense, "Bluesky's answer is far too long.", inner: tooLong);
        }
        catch (HttpRequestException broken)
        {
            throw new NetworkException(NetworkFault.Unreachable, $"Bluesky could not be reached ({broken.HttpRequestError}).", inner: broken);
        }
    }

    /// <summary>Retry-After in either form, else RateLimit-Reset, which a PDS gives in seconds since 1970 and others in seconds from now.</summary>
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
