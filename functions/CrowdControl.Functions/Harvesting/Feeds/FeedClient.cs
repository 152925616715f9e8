using System.Net;
using System.Net.Http.Headers;
using CrowdControl.Domain.Harvesting;
using CrowdControl.Functions.Hosting;

namespace CrowdControl.Functions.Harvesting.Feeds;

/// <summary>Fetches feeds from servers that anybody may have named: limited in size, time and redirects, and never inside a private
/// network.</summary>
internal sealed class FeedClient(HttpClient http, TimeProvider clock)
{
    public const int MostBytes = 2 * 1024 * 1024;
    private const int MostRedirects = 5;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>The feed's bytes, or null when it has not changed since <paramref name="known"/>.</summary>
    /// <exception cref="SourceFault">The server does not give it; the message is for whoever looks after the feed.</exception>
    public async Task<FetchedFeed?> Fetch(Uri address, Conditions? known, CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(Patience, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            return await Follow(address, known, both.Token);
        }
        catch (OperationCanceledException slow) when (limit.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            throw new SourceFault($"The feed's server did not answer within {Patience.TotalSeconds} seconds.", null, slow);
        }
        catch (Exception away) when (away is HttpRequestException or IOException)
        {
            throw new SourceFault($"The feed's server cannot be reached. {away.Message}", null, away);
        }
    }

    private async Task<FetchedFeed?> Follow(Uri address, Conditions? known, CancellationToken cancellation)
    {
        for (var hop = 0; hop <= MostRedirects; hop++)
        {
            using var request = Ask(address, known);
            using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
            if (answer.StatusCode is HttpStatusCode.NotModified) return null;
            if (answer.IsSuccessStatusCode) return await Read(answer, cancellation);
            if (!IsRedirect(answer.StatusCode) || answer.Headers.Location is not { } location) throw Refused(answer);
            var next = new Uri(address, location);
            if (!ServerAddress.AllowedFrom(address, next)) throw new SourceFault("The feed's server sends us on to an address that is not read.", null, null);
            address = next;
        }

        throw new SourceFault("The feed's server sends us on and on.", null, null);
    }

    private static HttpRequestMessage Ask(Uri address, Conditions? known)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Accept.ParseAdd("application/rss+xml, application/atom+xml, application/xml;q=0.9, text/xml;q=0.8, */*;q=0.1");
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("CrowdControl", "1"));
        if (known?.ETag is { } tag) request.Headers.TryAddWithoutValidation("If-None-Match", tag);
        if (known?.LastModified is { } since) request.Headers.TryAddWithoutValidation("If-Modified-Since", since);
        return request;
    }

    private static async Task<FetchedFeed> Read(HttpResponseMessage answer, CancellationToken cancellation)
    {
        await using var body = await answer.Content.ReadAsStreamAsync(cancellation);
        using var all = new MemoryStream();
        var part = new byte[16 * 1024];
        for (int read; (read = await body.ReadAsync(part, cancellation)) > 0;)
        {
            all.Write(part, 0, read);
            if (all.Length > MostBytes) throw new SourceFault($"The feed is larger than {MostBytes / 1024 / 1024} MB.", null, null);
        }

        return new FetchedFeed(all.ToArray(), new Conditions(
            answer.Headers.ETag?.ToString(), answer.Content.Headers.LastModified?.ToString("R")));
    }

    private SourceFault Refused(HttpResponseMessage answer)
    {
        var retry = answer.Headers.RetryAfter switch
        {
            { Delta: { } wait } => clock.GetUtcNow() + wait,
            { Date: { } date } => date,
            _ => (DateTimeOffset?)null,
        };
        return new SourceFault($"The feed's server answered {(int)answer.StatusCode} {answer.ReasonPhrase}.", retry, null);
    }

    private static bool IsRedirect(HttpStatusCode status) => status
        is HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.SeeOther
        or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect;
}

/// <param name="Conditions">What to ask the server with next time.</param>
internal sealed record FetchedFeed(byte[] Bytes, Conditions Conditions);
