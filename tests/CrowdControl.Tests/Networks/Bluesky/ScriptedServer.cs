using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace CrowdControl.Tests.Networks.Bluesky;

/// <summary>A server that says exactly what a test tells it to, byte by byte: for what no real server can be made to do on request.</summary>
internal sealed class ScriptedServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly ConcurrentDictionary<string, Reply> _replies = new();
    private readonly ConcurrentBag<Task> _conversations = [];
    private readonly Task _accepting;

    public ScriptedServer()
    {
        _listener.Start();
        _accepting = Accept();
        On("com.atproto.server.createSession", Reply.Json(200, $$"""{"did":"{{Did}}","handle":"desk.test","accessJwt":"a","refreshJwt":"r"}"""));
    }

    public const string Did = "did:plc:deskdeskdeskdeskdeskdesk";

    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/");

    /// <summary>Path and query of every request, in order.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    public void On(string call, Reply reply) => _replies[call] = reply;

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        await Task.WhenAll([_accepting, .. _conversations]);
        _end.Dispose();
    }

    private async Task Accept()
    {
        while (!_end.IsCancellationRequested)
        {
            try
            {
                _conversations.Add(Converse(await _listener.AcceptTcpClientAsync(_end.Token)));
            }
            catch (Exception) when (_end.IsCancellationRequested)
            {
                return;
            }
        }
    }

    private async Task Converse(TcpClient caller)
    {
        using var _ = caller;
        try
        {
            await using var stream = caller.GetStream();
            var path = await ReadRequest(stream, _end.Token);
            Requests.Enqueue(path);
            var call = new Uri(Address, path).Segments[^1];
            var reply = _replies.GetValueOrDefault(call, Reply.Json(501, """{"error":"MethodNotImplemented"}"""));
            await reply.Send(caller.Client, stream, _end.Token);
        }
        catch (Exception gone) when (gone is IOException or OperationCanceledException)
        {
            // The caller went away, or the test is over.
        }
    }

    private static async Task<string> ReadRequest(NetworkStream stream, CancellationToken cancellation)
    {
        using var reader = new StreamReader(stream, Encoding.Latin1, leaveOpen: true);
        var first = await reader.ReadLineAsync(cancellation) ?? throw new IOException("The caller said nothing.");
        var length = 0;
        while (await reader.ReadLineAsync(cancellation) is { Length: > 0 } header)
            if (header.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase)) length = int.Parse(header[15..], null);
        var body = new char[length];
        if (length > 0) await reader.ReadBlockAsync(body, cancellation);
        return first.Split(' ')[1];
    }
}

/// <summary>What a scripted server does with a request that it has read to its end.</summary>
internal abstract record Reply
{
    public static Reply Json(int status, string body, params string[] headers) => new Text(status, body, body.Length, headers);

    /// <summary>Half of what was announced, then the end of the connection.</summary>
    public static Reply BrokenOff(string body) => new Text(200, body[..(body.Length / 2)], body.Length, []);

    /// <summary>Nothing at all; what happens meanwhile is the test's.</summary>
    public static Reply Silence(Action meanwhile) => new Nothing(meanwhile);

    public static Reply Reset { get; } = new End();

    public abstract Task Send(Socket socket, Stream stream, CancellationToken cancellation);

    private sealed record Text(int Status, string Body, int Announced, string[] Headers) : Reply
    {
        public override async Task Send(Socket socket, Stream stream, CancellationToken cancellation)
        {
            string[] lines =
            [
                $"HTTP/1.1 {Status} Scripted", "Content-Type: application/json", $"Content-Length: {Announced}", "Connection: close", .. Headers,
            ];
            await stream.WriteAsync(Encoding.UTF8.GetBytes(string.Join("\r\n", lines) + "\r\n\r\n" + Body), cancellation);
        }
    }

    private sealed record Nothing(Action Meanwhile) : Reply
    {
        public override Task Send(Socket socket, Stream stream, CancellationToken cancellation)
        {
            Meanwhile();
            return Task.Delay(Timeout.Infinite, cancellation);
        }
    }

    private sealed record End : Reply
    {
        public override Task Send(Socket socket, Stream stream, CancellationToken cancellation)
        {
            socket.LingerState = new LingerOption(enable: true, seconds: 0);
            return Task.CompletedTask;
        }
    }
}
