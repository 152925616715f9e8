using System.Collections.Concurrent;
using System.Net.Http.Headers;

namespace CrowdControl.Tests.Networks;

/// <summary>The line between the adapter and a real server, which a test may tap, spoil or cut.</summary>
internal sealed class Line() : DelegatingHandler(new SocketsHttpHandler())
{
    private readonly ConcurrentDictionary<string, int> _calls = new();

    /// <summary>Says of a call, by its name and how often it was made, whether its answer is lost on the way back.</summary>
    public Func<string, int, bool> LosesAnswer { get; init; } = (_, _) => false;

    /// <summary>Says of a call whether its token is spoiled on the way there.</summary>
    public Func<string, int, bool> SpoilsToken { get; set; } = (_, _) => false;

    public HttpClient Client() => new(this, disposeHandler: false);

    public int Calls(string name) => _calls.GetValueOrDefault(name);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var name = request.RequestUri!.Segments[^1];
        var nth = _calls.AddOrUpdate(name, 1, (_, before) => before + 1);
        if (request.Headers.Authorization is { } token && SpoilsToken(name, nth))
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token.Parameter![..^4] + "AAAA");

        var answer = await base.SendAsync(request, cancellationToken);
        if (!LosesAnswer(name, nth)) return answer;
        answer.Dispose();
        throw new HttpRequestException(HttpRequestError.ResponseEnded, "The answer was lost on the line.");
    }
}
