using System.ComponentModel;
using System.Diagnostics;

namespace CrowdControl.LocalRuntime.Servers;

/// <summary>A server in a process of its own: its output goes to a file, and it ends when we do.</summary>
internal sealed class ChildServer : IAsyncDisposable
{
    /// <summary>Becomes the program that it is told, under the same process id.</summary>
    private const string NewSession = "/usr/bin/setsid";

    private readonly Process _process;
    private readonly TextWriter _log;

    private ChildServer(string name, Process process, TextWriter log, string logFile)
    {
        (Name, _process, _log, LogFile) = (name, process, log, logFile);
    }

    public string Name { get; }

    public string LogFile { get; }

    public int ProcessId => _process.Id;

    public bool Running => !_process.HasExited;

    public Task Ended(CancellationToken cancellation) => _process.WaitForExitAsync(cancellation);

    /// <param name="name">What a person calls it; names the log file too.</param>
    /// <param name="logs">Folder of the log files.</param>
    /// <param name="program">The program itself, never a wrapper, so that the process id is the server's.</param>
    /// <param name="apart">
    /// In a session of its own, where the system has a way: Ctrl-C in a terminal then reaches us alone, and we end our servers in order.
    /// </param>
    /// <exception cref="StartFailed">The program is not there.</exception>
    public static ChildServer Start(
        string name, string logs, string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null,
        bool apart = false)
    {
        Directory.CreateDirectory(logs);
        var logFile = Path.Combine(logs, name + ".log");
        if (apart && File.Exists(NewSession) && IsThere(program)) (program, arguments) = (NewSession, [program, .. arguments]);
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            UseShellExecute = false,
        };
        foreach (var (key, value) in environment ?? new Dictionary<string, string>()) start.Environment[key] = value;

        var process = Start(start);
        var log = TextWriter.Synchronized(new StreamWriter(logFile, append: true) { AutoFlush = true });
        process.OutputDataReceived += (_, line) => { if (line.Data is not null) log.WriteLine(line.Data); };
        process.ErrorDataReceived += (_, line) => { if (line.Data is not null) log.WriteLine(line.Data); };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        process.StandardInput.Close();
        return new ChildServer(name, process, log, logFile);
    }

    private static bool IsThere(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)));

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start) ?? throw new InvalidOperationException($"{start.FileName} did not start.");
        }
        catch (Win32Exception missing)
        {
            throw new StartFailed($"{start.FileName} cannot be started ({missing.NativeErrorCode}). Install it, or add its folder to PATH.");
        }
    }

    /// <summary>Waits until <paramref name="ready"/> says yes, the process ends, or the time is up.</summary>
    /// <exception cref="StartFailed">It ended or never became ready; the message says where its words are.</exception>
    public async Task Ready(Func<CancellationToken, Task<bool>> ready, TimeSpan within, CancellationToken cancellation)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        deadline.CancelAfter(within);
        try
        {
            while (!await ready(deadline.Token))
            {
                if (!Running) throw new StartFailed($"{Name} ended while starting. It said: {LastWords()}");
                await Task.Delay(100, deadline.Token);
            }
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new StartFailed($"{Name} was not ready within {within.TotalSeconds:0} s. Its log is {LogFile}.");
        }
    }

    /// <summary>Ends it at once, as a power cut would.</summary>
    public async Task Kill()
    {
        if (Running) _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (Running) await Stop();
        _process.Dispose();
        await _log.DisposeAsync();
    }

    private async Task Stop()
    {
        Signals.Terminate(_process);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        try
        {
            await _process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            await Kill();
        }
    }

    private string LastWords() =>
        File.Exists(LogFile) ? string.Join(" / ", File.ReadLines(LogFile).TakeLast(3)) : "nothing";
}
