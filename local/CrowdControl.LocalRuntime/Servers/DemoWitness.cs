using System.Diagnostics;

namespace CrowdControl.LocalRuntime.Servers;

/// <summary>
/// A demonstration witness on this machine: proves nothing to a court, since the same hands run it. It is the real app with a key and storage
/// of its own, so that the record page shows what it looks like when somebody vouches.
/// </summary>
internal sealed class DemoWitness
{
    /// <summary>A demo is looked at for minutes.</summary>
    private const string GridSeconds = "15";

    private readonly StackPlan _plan;
    private readonly string _logKey;
    private readonly string _key;

    private DemoWitness(StackPlan plan, string program, string logKey, string key) =>
        (_plan, Program, _logKey, _key) = (plan, program, logKey, key);

    public string Program { get; }

    /// <summary>Introduces the two apps to each other, as their operators would by letter: each says its key, which it makes if need be.</summary>
    /// <returns>Null where the witness was not built: the record page is red then, and says why.</returns>
    public static async Task<DemoWitness?> Of(StackPlan plan, CancellationToken cancellation)
    {
        if (Repository.Witness is not { } program) return null;
        var (log, witness) = (Say(Repository.App, "log-key", plan.AppSettings(), cancellation), Say(program, "verifier-key", Named(plan), cancellation));
        return new DemoWitness(plan, program, await log, await witness);
    }

    public IReadOnlyDictionary<string, string> SettingsOfTheApp() => new Dictionary<string, string>
    {
        ["Audit__Witnesses"] = $"{_key} {_plan.WitnessAddress}",
        ["Audit__GridSeconds"] = GridSeconds,
    };

    public IReadOnlyDictionary<string, string> AppSettings() => new Dictionary<string, string>(Named(_plan))
    {
        ["Storage"] = AzuriteServer.WitnessConnection(_plan.Ports),
        ["AzureWebJobsStorage"] = AzuriteServer.WitnessConnection(_plan.Ports),
        ["LocalRuntime__Url"] = _plan.WitnessAddress.TrimEnd('/'),
        ["LocalRuntime__DataDirectory"] = _plan.In(Path.Combine("witness", "app")),
        ["AzureWebJobsDisableHomepage"] = "true",
        ["Witness__Logs"] = _logKey,
    };

    private static Dictionary<string, string> Named(StackPlan plan) => new()
    {
        ["Witness__Name"] = "demonstration-witness.localhost",
        ["Witness__Key"] = plan.In(Path.Combine("witness", "key.pem")),
    };

    /// <exception cref="StartFailed">The program did not say it.</exception>
    private static async Task<string> Say(string program, string verb, IReadOnlyDictionary<string, string> settings, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo("dotnet", [program, verb]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in settings) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var (said, wrong) = (process.StandardOutput.ReadToEndAsync(cancellation), process.StandardError.ReadToEndAsync(cancellation));
        await process.WaitForExitAsync(cancellation);
        return process.ExitCode == 0 ? (await said).Trim() : throw new StartFailed($"{Path.GetFileName(program)} {verb} failed: {await wrong}");
    }
}
