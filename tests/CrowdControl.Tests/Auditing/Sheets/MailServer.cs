using System.Net.Http.Json;
using System.Text.Json.Nodes;
using CrowdControl.LocalRuntime.Servers;

namespace CrowdControl.Tests.Auditing.Sheets;

/// <summary>A real mail server that keeps what it takes and refuses some (tests/servers/mail).</summary>
internal sealed class MailServer : IAsyncDisposable
{
    private readonly DirectoryInfo _folder;
    private readonly ChildServer _server;
    private readonly HttpClient _http;

    private MailServer(DirectoryInfo folder, ChildServer server, Ports ports)
    {
        (_folder, _server) = (folder, server);
        Address = new Uri($"smtp://127.0.0.1:{ports.App}");
        _http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{ports.SignIn}/") };
    }

    public Uri Address { get; }

    /// <param name="secrets">Files of a key and a certificate: then it wants a password.</param>
    public static async Task<MailServer> Start(params IEnumerable<string> secrets)
    {
        var (ports, folder) = (Ports.Free(), Directory.CreateTempSubdirectory("crowdcontrol-mail-"));
        var script = Path.Combine(Repository.Root, "tests", "servers", "mail", "mail.mjs");
        var server = ChildServer.Start("mail", folder.FullName, "node", [script, $"{ports.App}", $"{ports.SignIn}", .. secrets]);
        var mail = new MailServer(folder, server, ports);
        await server.Ready(mail.Answers, TimeSpan.FromSeconds(60), CancellationToken.None);
        return mail;
    }

    public async Task<IReadOnlyList<JsonNode>> Box() => [.. (await _http.GetFromJsonAsync<JsonArray>(""))!.Select(mail => mail!)];

    /// <summary>Recipients that were busy are not any more.</summary>
    public async Task Open() => await _http.PostAsync("", null);

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _http.Dispose();
        _folder.Delete(recursive: true);
    }

    private async Task<bool> Answers(CancellationToken cancellation)
    {
        try
        {
            await _http.GetStringAsync("", cancellation);
            return true;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
