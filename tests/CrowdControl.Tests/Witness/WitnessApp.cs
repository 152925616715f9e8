using CrowdControl.AuditLog.Notes;
using CrowdControl.AuditLog.Witnessing;
using CrowdControl.LocalRuntime.Servers;

namespace CrowdControl.Tests.Witness;

/// <summary>The witness in a process of its own, started by the local runtime as the other app is, on the shared storage emulator.</summary>
internal sealed class WitnessApp : IAsyncDisposable
{
    public const string Name = "witness.inspectorate.example";

    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "CrowdControl.Witness.dll");
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("crowdcontrol-witness-");
    private readonly Dictionary<string, string> _settings;
    private ChildServer? _app;

    private WitnessApp(IEnumerable<MemoryLog> logs, string storage)
    {
        Address = new Uri($"http://127.0.0.1:{Ports.Free().App}/");
        KeyFile = Path.Combine(_folder.FullName, "key", "witness.pem");
        _settings = new Dictionary<string, string>
        {
            ["Storage"] = storage,
            ["AzureWebJobsStorage"] = storage,
            ["LocalRuntime__Url"] = Address.ToString().TrimEnd('/'),
            ["LocalRuntime__DataDirectory"] = Path.Combine(_folder.FullName, "app"),
            ["Witness__Name"] = Name,
            ["Witness__Key"] = KeyFile,
            ["Witness__Logs"] = string.Join(' ', logs.Select(log => log.Key)),
        };
    }

    public Uri Address { get; }

    public string KeyFile { get; }

    public HttpClient Http { get; } = new();

    public static async Task<WitnessApp> Start(IEnumerable<MemoryLog> logs, IReadOnlyDictionary<string, string>? also = null, string? storage = null)
    {
        var app = new WitnessApp(logs, storage ?? await AzuriteStorage.ConnectionString());
        foreach (var (name, value) in also ?? new Dictionary<string, string>()) app._settings[name] = value;
        await app.Start();
        return app;
    }

    /// <summary>Another instance of the same witness: the same storage and the same key.</summary>
    public Task<WitnessApp> Another(IEnumerable<MemoryLog> logs) => Start(logs, new Dictionary<string, string> { ["Witness__Key"] = KeyFile });

    public async Task Start()
    {
        _app = ChildServer.Start("witness", Path.Combine(_folder.FullName, "logs"), "dotnet", [Program], _settings);
        await _app.Ready(Answers, TimeSpan.FromSeconds(60), CancellationToken.None);
    }

    /// <summary>As a power cut would end it.</summary>
    public async Task Kill()
    {
        await _app!.Kill();
        await _app.DisposeAsync();
    }

    public string Log() => string.Join('\n', File.ReadLines(_app!.LogFile));

    public async Task<VerifierKey> Key() => VerifierKey.Parse((await Http.GetStringAsync(new Uri(Address, "verifier-key"))).TrimEnd('\n'));

    public async Task<Answer> Add(byte[] request)
    {
        using var answer = await Http.PostAsync(new Uri(Address, AddCheckpointRequest.Path), new ByteArrayContent(request));
        return new Answer((int)answer.StatusCode, answer.Content.Headers.ContentType?.ToString(), await answer.Content.ReadAsStringAsync());
    }

    public async ValueTask DisposeAsync()
    {
        await _app!.DisposeAsync();
        Http.Dispose();
        _folder.Delete(recursive: true);
    }

    private async Task<bool> Answers(CancellationToken cancellation)
    {
        try
        {
            using var answer = await Http.GetAsync(Address, cancellation);
            return true;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}

internal sealed record Answer(int Status, string? Type, string Body);
