using System.Net.Http.Headers;

namespace CrowdControl.AuditLog.Witnessing;

/// <summary>One request to a witness, for as long as there is patience and no further than a bounded answer.</summary>
internal sealed class WitnessCall(HttpClient http, TimeProvider clock, TimeSpan patience)
{
    /// <summary>Room for 16 post-quantum cosignatures.</summary>
    private const int LongestAnswer = 64 * 1024;

    private static readonly MediaTypeHeaderValue Plain = new("text/plain", "utf-8");

    /// <exception cref="WitnessSilent">No whole answer came in time.</exception>
    public async Task<WitnessReply> Send(Uri address, byte[] body, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address);
        request.Content = new ByteArrayContent(body) { Headers = { ContentType = Plain } };
        return await Send(request, cancellation);
    }

    /// <inheritdoc cref="Send(Uri, byte[], CancellationToken)"/>
    public async Task<WitnessReply> Get(Uri address, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        return await Send(request, cancellation);
    }

    private async Task<WitnessReply> Send(HttpRequestMessage request, CancellationToken cancellation)
    {
        using var late = new CancellationTokenSource(patience, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellation, late.Token);
        try
        {
            using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, both.Token);
            return new WitnessReply((int)answer.StatusCode, answer.Content.Headers.ContentType?.MediaType, await Read(answer.Content, both.Token));
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new WitnessSilent($"It did not answer within {patience.TotalSeconds:0.#} s.");
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException)
        {
            throw new WitnessSilent($"It cannot be reached, or broke off: {fault.Message}");
        }
    }

    private static async Task<byte[]> Read(HttpContent content, CancellationToken cancellation)
    {
        await using var stream = await content.ReadAsStreamAsync(cancellation);
        var room = new byte[LongestAnswer + 1];
        var length = await stream.ReadAtLeastAsync(room, room.Length, throwOnEndOfStream: false, cancellation);
        return length <= LongestAnswer ? room[..length] : throw new WitnessSilent($"Its answer has more than {LongestAnswer} bytes.");
    }
}

/// <summary>An answer that came whole.</summary>
internal sealed record WitnessReply(int Status, string? ContentType, byte[] Body);

/// <summary>A witness gave no whole answer.</summary>
internal sealed class WitnessSilent(string why) : Exception(why);
