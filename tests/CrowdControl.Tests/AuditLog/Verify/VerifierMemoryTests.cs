using System.Diagnostics;
using System.Globalization;
using CrowdControl.Tests.AuditLog.Verifying;
using Xunit.Abstractions;

namespace CrowdControl.Tests.AuditLog.Verify;

/// <summary>The program verifies a log of any length in bounded memory. A million entries with <c>./test --long</c>.</summary>
[Trait("Goal", "G5")]
public class VerifierMemoryTests(ITestOutputHelper output)
{
    private const long Limit = 128 * 1024 * 1024;

    private static int Entries => Environment.GetEnvironmentVariable("CROWDCONTROL_LONG") == "1" ? 1_000_000 : 100_000;

    [Fact]
    public async Task A_long_log_is_verified_in_at_most_128_MB()
    {
        await using var log = new WitnessedLog();
        await log.AppendMany(Entries);
        var directory = await log.Export();
        var policy = Path.Combine(directory, "../policy");
        File.WriteAllText(policy, WitnessedLog.PolicyText);

        var (code, text, peak, time) = Verify("log", directory, "--policy", policy);

        output.WriteLine($"{Entries} entries: {peak / 1024 / 1024} MB, {time.TotalSeconds:F2} s");
        Assert.Equal(0, code);
        Assert.Contains($"Entries:       {Entries.ToString(CultureInfo.InvariantCulture)}", text, StringComparison.Ordinal);
        Assert.InRange(peak, 1, Limit);
    }

    private static (int Code, string Text, long Peak, TimeSpan Time) Verify(params IEnumerable<string> arguments)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "verify.dll");
        var start = new ProcessStartInfo("dotnet", [program, .. arguments]) { RedirectStandardOutput = true };
        var watch = Stopwatch.StartNew();
        using var verify = Process.Start(start)!;
        var text = verify.StandardOutput.ReadToEndAsync();
        var peak = 0L;
        while (!verify.WaitForExit(20))
        {
            verify.Refresh();
            if (!verify.HasExited) peak = Math.Max(peak, verify.PeakWorkingSet64);
        }
        return (verify.ExitCode, text.Result, peak, watch.Elapsed);
    }
}
