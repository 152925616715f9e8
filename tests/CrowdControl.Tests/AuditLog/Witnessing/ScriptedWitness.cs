using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using CrowdControl.AuditLog.Notes;
using CrowdControl.AuditLog.Witnessing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace CrowdControl.Tests.AuditLog.Witnessing;

/// <summary>A witness that answers whatever a test tells it to: for what no honest one can be made to do.</summary>
internal sealed class ScriptedWitness : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly byte[] _seed = RandomNumberGenerator.GetBytes(32);
    private readonly Func<ScriptedWitness, AddCheckpointRequest, HttpContext, Task> _script;

    private ScriptedWitness(WebApplication app, string name, Func<ScriptedWitness, AddCheckpointRequest, HttpContext, Task> script)
    {
        (_app, Name, _script) = (app, name, script);
        Key = Cosignature.Key(name, _seed);
    }

    public string Name { get; }

    public VerifierKey Key { get; }

    public WitnessAddress Address => new(Key, new Uri(_app.Urls.First()));

    public ConcurrentQueue<AddCheckpointRequest> Asked { get; } = new();

    /// <summary>What it shows as the last checkpoint that it cosigned; null for nothing.</summary>
    public byte[]? Latest { get; set; }

    public static Task<ScriptedWitness> Honest(DateTimeOffset now, string name = "honest.example") =>
        Start((witness, request, http) => Say(http, 200, witness.Sign(request.Note.Text, now).ToLine()), name);

    public static async Task<ScriptedWitness> Start(
        Func<ScriptedWitness, AddCheckpointRequest, HttpContext, Task> script, string name = "scripted.example")
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var witness = new ScriptedWitness(app, name, script);
        app.MapPost("/add-checkpoint", witness.Answer);
        app.MapGet("/{originHash}/checkpoint", () => witness.Latest is { } note ? Results.Bytes(note) : Results.NotFound());
        await app.StartAsync();
        return witness;
    }

    public static async Task Say(HttpContext http, int status, string body, string type = "text/plain; charset=utf-8")
    {
        (http.Response.StatusCode, http.Response.ContentType) = (status, type);
        await http.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(body));
    }

    public static Task SaySize(HttpContext http, string size) => Say(http, 409, size, "text/x.tlog.size");

    public NoteSignature Sign(string text, DateTimeOffset at) => Cosignature.Sign(Name, _seed, text, at);

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task Answer(HttpContext http)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body);
        var request = AddCheckpointRequest.Parse(body.ToArray());
        Asked.Enqueue(request);
        await _script(this, request, http);
    }
}
