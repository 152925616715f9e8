using System.Runtime.InteropServices;
using CrowdControl.LocalRuntime.Neighbours.KeyVault;
using CrowdControl.LocalRuntime.Neighbours.Network;

namespace CrowdControl.LocalRuntime.Servers;

/// <summary>The local runtime as a program: starts the app and the servers that stand beside it on one machine.</summary>
internal static class Entry
{
    private static readonly Dictionary<string, Func<VerbOptions, CancellationToken, Task<int>>> Verbs = new()
    {
        ["run"] = RunVerb.Run,
        ["token"] = TokenVerb.Run,
        ["people"] = PeopleVerb.Run,
        ["vault"] = Vault,
        ["network"] = Network,
    };

    private static async Task<int> Main(string[] arguments)
    {
        using var stop = new CancellationTokenSource();
        Console.CancelKeyPress += (_, pressed) =>
        {
            pressed.Cancel = true;
            stop.Cancel();
        };
        using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        using var terminalClosed = PosixSignalRegistration.Create(PosixSignal.SIGHUP, Stop);
        try
        {
            if (arguments is [var verb, .. var rest] && Verbs.TryGetValue(verb, out var run))
                return await run(VerbOptions.Parse(rest), stop.Token);
            throw new WrongUse($"Say one of: {string.Join(", ", Verbs.Keys)}.");
        }
        catch (WrongUse wrong)
        {
            await Console.Error.WriteLineAsync(wrong.Message);
            return 2;
        }
        catch (Exception) when (stop.IsCancellationRequested)
        {
            // Ctrl-C may reach the child servers too: what they no longer do for us by then is no failure.
            return 0;
        }
        catch (StartFailed failed)
        {
            await Console.Error.WriteLineAsync(failed.Message);
            return 1;
        }
        catch (Exception fault) when (fault is Seeding.ApiFault or HttpRequestException)
        {
            await Console.Error.WriteLineAsync($"Seeding stopped: {fault.Message}");
            return 1;
        }

        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = true;
            stop.Cancel();
        }
    }

    private static async Task<int> Vault(VerbOptions options, CancellationToken cancellation)
    {
        await using var vault = await VaultServer.Start(options.Required("data"), options.Port(0), cancellation);
        await vault.Stopped(cancellation);
        return 0;
    }

    private static async Task<int> Network(VerbOptions options, CancellationToken cancellation)
    {
        var plan = new NetworkPlan(options.Required("data"), options.Port(0)) { RateLimits = options.Has("rate-limits") };
        await using var network = await NetworkServer.Start(plan, cancellation);
        await network.Stopped(cancellation);
        return 0;
    }
}
