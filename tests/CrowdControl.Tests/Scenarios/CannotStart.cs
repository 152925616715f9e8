using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using CrowdControl.LocalRuntime.Servers;

namespace CrowdControl.Tests.Scenarios;

/// <summary>Whatever keeps the demo from starting is told in one line that says what to do.</summary>
public sealed class CannotStart : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("crowdcontrol-start-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Where_a_port_is_taken_its_number_is_told_and_how_to_choose_another()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;

        var line = await OneLineOf(Dotnet("--port", port.ToString(CultureInfo.InvariantCulture)));

        Assert.Contains($"Port {port} is in use.", line, StringComparison.Ordinal);
        Assert.Contains("./run --port ", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_another_run_holds_the_data_directory_it_is_named_and_how_to_choose_another()
    {
        using var held = RunLock.Take(_folder.FullName);

        var line = await OneLineOf(Dotnet());

        Assert.Contains($"{_folder.FullName} is in use by another run.", line, StringComparison.Ordinal);
        Assert.Contains("./run --data DIR", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_node_is_missing_the_script_says_where_to_get_it()
    {
        foreach (var program in new[] { "dotnet", "dirname" }) File.CreateSymbolicLink(Path.Combine(_folder.FullName, program), Found(program));
        var start = new ProcessStartInfo("/bin/sh", [Path.Combine(Repository.Root, "run")]) { Environment = { ["PATH"] = _folder.FullName } };

        var line = await OneLineOf(start);

        Assert.Contains("node is missing. Install Node.js", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_a_server_cannot_be_started_its_program_is_named()
    {
        var start = Dotnet("--port", Ports.Free().App.ToString(CultureInfo.InvariantCulture));
        start.FileName = Found("dotnet");
        start.Environment["PATH"] = _folder.FullName;

        var line = await OneLineOf(start);

        Assert.Contains("node cannot be started", line, StringComparison.Ordinal);
        Assert.Contains("PATH", line, StringComparison.Ordinal);
    }

    private ProcessStartInfo Dotnet(params string[] arguments) =>
        new("dotnet", [typeof(Stack).Assembly.Location, "run", "--empty", "--data", _folder.FullName, .. arguments]);

    /// <summary>All that it writes to the error stream, which is one line; it ends with 1.</summary>
    private static async Task<string> OneLineOf(ProcessStartInfo start)
    {
        (start.RedirectStandardError, start.RedirectStandardOutput) = (true, true);
        using var process = Process.Start(start)!;
        var (error, output) = (process.StandardError.ReadToEndAsync(), process.StandardOutput.ReadToEndAsync());
        await process.WaitForExitAsync();
        await output;
        Assert.Equal(1, process.ExitCode);
        return Assert.Single((await error).Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    private static string Found(string program) => Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator)
        .Select(folder => Path.Combine(folder, program)).First(File.Exists);
}
