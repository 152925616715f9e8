using System.Globalization;
using CrowdControl.LocalRuntime.Neighbours.KeyVault;

namespace CrowdControl.LocalRuntime.Servers;

/// <summary>Everything that runs on one machine for one demo or one scenario test, the app last.</summary>
internal sealed class Stack(StackPlan plan) : IAsyncDisposable
{
    private readonly List<ChildServer> _children = [];
    private readonly HttpClient _http = new();

    public StackPlan Plan { get; } = plan;

    public ChildServer? App { get; private set; }

    /// <summary>Starts what the app stands on: storage, sign-in, the invented network, the vault.</summary>
    public async Task StartNeighbours(CancellationToken cancellation)
    {
        Plan.Ports.EnsureFree();
        var azurite = Keep(Start("storage", "node", AzuriteServer.Arguments(Plan.Ports, Plan.KeepData ? Plan.In("storage") : null), AzuriteServer.Accounts));
        var signIn = Keep(Start("sign-in", "node",
        [
            Repository.Server("sign-in", "sign-in.mjs"), "--port", Text(Plan.Ports.SignIn),
            "--dashboard", Plan.Address.TrimEnd('/'), "--people", Repository.Sample("people.json"),
        ]));
        var network = Keep(Self("network", "--port", Text(Plan.Ports.Network), "--data", Plan.In("network")));
        var vault = Keep(Self("vault", "--port", Text(Plan.Ports.Vault), "--data", Plan.In("vault")));

        await Task.WhenAll(
            azurite.Ready(token => Answers($"http://127.0.0.1:{Plan.Ports.Tables}/", token), Patience, cancellation),
            azurite.Ready(token => Answers($"http://127.0.0.1:{Plan.Ports.Blobs}/", token), Patience, cancellation),
            signIn.Ready(token => Answers($"{Plan.Authority}/.well-known/openid-configuration", token), Patience, cancellation),
            network.Ready(token => Answers($"{Plan.NetworkAddress}xrpc/_health", token), Patience, cancellation),
            vault.Ready(token => Answers($"{Plan.VaultAddress}identity/token", token), Patience, cancellation));
    }

    public async Task StartApp(CancellationToken cancellation)
    {
        var before = App;
        App = Keep(Start("app", "dotnet", [Repository.App], Plan.AppSettings()));
        if (before is not null && _children.Remove(before)) await before.DisposeAsync();
        await App.Ready(token => Answers($"{Plan.Address}api/health", token), Patience, cancellation);
    }

    /// <summary>Starts the witness of the record. The app asks it again and again: nothing waits for it here.</summary>
    public void StartWitness(DemoWitness witness) => Keep(Start("witness", "dotnet", [witness.Program], witness.AppSettings()));

    public async ValueTask DisposeAsync()
    {
        foreach (var child in Enumerable.Reverse(_children)) await child.DisposeAsync();
        _children.Clear();
        _http.Dispose();
    }

    /// <summary>The first of the servers that ended by itself.</summary>
    public async Task<ChildServer> FirstToEnd(CancellationToken cancellation)
    {
        var endings = _children.ToDictionary(child => child.Ended(cancellation));
        return endings[await Task.WhenAny(endings.Keys)];
    }

    private static TimeSpan Patience => TimeSpan.FromSeconds(60);

    private ChildServer Keep(ChildServer child)
    {
        _children.Add(child);
        return child;
    }

    private ChildServer Self(string verb, params string[] arguments) =>
        Start(verb, "dotnet", [typeof(Stack).Assembly.Location, verb, .. arguments]);

    private ChildServer Start(
        string name, string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null) =>
        ChildServer.Start(name, Plan.Logs, program, arguments, environment, Plan.ServersApart);

    private async Task<bool> Answers(string address, CancellationToken cancellation)
    {
        try
        {
            using var answer = await _http.GetAsync(address, cancellation);
            return true;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static string Text(int port) => port.ToString(CultureInfo.InvariantCulture);
}
