using System.Diagnostics;
using System.Text.Json.Nodes;
using CrowdControl.LocalRuntime.Servers;
using CrowdControl.LocalRuntime.Servers.Seeding;

namespace CrowdControl.Tests.Scenarios;

/// <summary>The demo is stopped as a person or a system stops it, and started again on what it left.</summary>
public sealed class StoppedAndStarted : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("crowdcontrol-");
    private readonly Ports _ports = Ports.Free();

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task What_was_there_is_there_again_once_and_no_server_outlives_the_demo()
    {
        var (first, code) = await Run(Once);
        _ports.EnsureFree();
        var (second, again) = await Run(Once);
        _ports.EnsureFree();

        Assert.Equal((0, 0), (code, again));
        Assert.Equal(DemoOrganisation.Read().Channels.Count, first.Channels.Count);
        Assert.Equal(first.Channels, second.Channels);
        Assert.Equal(first.Members, second.Members);
        Assert.All(second.States, state => Assert.Equal("Connected", state));
        Assert.NotEmpty(first.Mentions);
        Assert.Empty(first.Mentions.Except(second.Mentions));
        Assert.Equal(second.Mentions.Count, second.Mentions.Distinct().Count());
    }

    private async Task<(Seen Seen, int ExitCode)> Run(Func<Task<Seen>> look)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(Stack).Assembly.Location, "run", "--port", $"{_ports.App}", "--data", _folder.FullName])
        {
            RedirectStandardOutput = true,
        };
        using var demo = Process.Start(start)!;
        try
        {
            var said = "";
            while (await demo.StandardOutput.ReadLineAsync() is { } line && !line.StartsWith("Ctrl-C", StringComparison.Ordinal)) said += line + "\n";
            Assert.False(demo.HasExited, said);
            var seen = await look();
            Signals.Terminate(demo);
            using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
            await demo.WaitForExitAsync(patience.Token);
            return (seen, demo.ExitCode);
        }
        finally
        {
            if (!demo.HasExited) demo.Kill(entireProcessTree: true);
        }
    }

    private async Task<Seen> Once()
    {
        var plan = new StackPlan(_ports, _folder.FullName, KeepData: true);
        using var administrator = new DemoApi(new Uri(plan.Address), await new DemoSignIn(plan.Authority, plan.Address).Token("elin", default));
        using var desk = new DemoApi(new Uri(plan.Address), await new DemoSignIn(plan.Authority, plan.Address).Token("carys", default));
        var spoken = DemoPublic.Read().Lines.Count;
        var mentions = await RunningStack.Until("Storing what the public said", () => All(desk, "mentions"),
            found => found.Count >= spoken, TimeSpan.FromMinutes(2));
        var channels = await All(administrator, "channels");
        var members = await All(administrator, "members");
        return new Seen(
            Ids(channels), [.. channels.Select(channel => channel["connection"]!["state"]!.GetValue<string>())], Ids(members), Ids(mentions));
    }

    private static async Task<List<JsonNode>> All(DemoApi api, string what) =>
        [.. (await api.Get($"api/v1/{what}?limit=200", default))["items"]!.AsArray().OfType<JsonNode>()];

    private static List<string> Ids(List<JsonNode> items) => [.. items.Select(item => item["id"]!.GetValue<string>()).Order(StringComparer.Ordinal)];

    private sealed record Seen(List<string> Channels, List<string> States, List<string> Members, List<string> Mentions);
}
