using System.Diagnostics;
using CrowdControl.AuditLog.Tree;
using CrowdControl.LocalRuntime.Servers;

namespace CrowdControl.Tests.AuditLog.Tree;

/// <summary>Go's own transparency log, golang.org/x/mod/sumdb from Debian's packages (tests/servers/tlog): commands in, answers out.</summary>
internal sealed class GoLog : IDisposable
{
    public static readonly string Program = Path.Combine(Repository.Root, "artifacts", "tlog");

    private readonly Process _process = Process.Start(
        new ProcessStartInfo(Program) { RedirectStandardInput = true, RedirectStandardOutput = true })!;

    /// <summary>Answers of many commands, in their order.</summary>
    public async Task<string[]> Ask(params IReadOnlyList<string> commands)
    {
        var written = Task.Run(async () =>
        {
            foreach (var command in commands) await _process.StandardInput.WriteLineAsync(command);
            await _process.StandardInput.FlushAsync();
        });
        var answers = new string[commands.Count];
        for (var i = 0; i < answers.Length; i++)
            answers[i] = await _process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException($"{Program} ended at: {commands[i]}");
        await written;
        return answers;
    }

    public static string Spell(IEnumerable<Digest> hashes) => string.Join(' ', hashes.Select(hash => hash.ToBase64()));

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }
}

/// <summary>A test that asks <see cref="GoLog"/>; skipped where ./test, which builds it, was not run.</summary>
internal sealed class GoFactAttribute : FactAttribute
{
    public GoFactAttribute()
    {
        if (!File.Exists(GoLog.Program)) Skip = "Go's transparency log is not built in artifacts/tlog: ./test installs Debian's Go and builds it.";
    }
}
