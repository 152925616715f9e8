using System.Diagnostics;
using System.Globalization;
using CrowdControl.LocalRuntime.Servers;

namespace CrowdControl.Benchmarks.Audit;

/// <summary>Another log as a program that stays: a command in, an answer out, so that its own start is in no figure.</summary>
internal sealed class Peer : IDisposable
{
    private readonly Process _process;

    private Peer(params string[] command) => _process = Process.Start(
        new ProcessStartInfo(command[0], command[1..]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;

    /// <summary>golang.org/x/mod/sumdb: tlog and note, of Debian.</summary>
    public static Peer Go() => new(Path.Combine(Repository.Root, "artifacts", "tlog"));

    /// <summary>Hypercore of npm.</summary>
    public static Peer Hypercore() => new("node", Path.Combine(Repository.Root, "tests", "servers", "hypercore", "peer.mjs"));

    /// <exception cref="InvalidOperationException">It says that it could not.</exception>
    public async Task<string> Ask(string command)
    {
        await _process.StandardInput.WriteLineAsync(command);
        await _process.StandardInput.FlushAsync();
        var answer = await _process.StandardOutput.ReadLineAsync();
        return answer is null || answer.StartsWith("error ", StringComparison.Ordinal)
            ? throw new InvalidOperationException($"{_process.StartInfo.FileName} to {command}: {answer ?? "it ended."}")
            : answer;
    }

    /// <summary>Seconds that it says it took: the first word of its answer is nanoseconds.</summary>
    public async Task<double> Seconds(string command) =>
        double.Parse((await Ask(command)).Split(' ')[0], CultureInfo.InvariantCulture) / 1e9;

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }
}
