using System.Diagnostics;
using System.Text;
using CrowdControl.AuditLog.Exporting;
using CrowdControl.AuditLog.Journal;
using CrowdControl.AuditLog.Leaves;
using CrowdControl.AuditLog.Notes;
using CrowdControl.AuditLog.Sequencing;
using CrowdControl.AuditLog.Verifying;

namespace CrowdControl.Tests.AuditLog.Sequencing;

/// <summary>What only processes can show: they share storage and nothing else, and die without a word.</summary>
public sealed class ProcessTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("crowdcontrol-").FullName;

    /// <summary>Of each of the two; more with <c>./test --long</c>.</summary>
    private static int Entries => Environment.GetEnvironmentVariable("CROWDCONTROL_LONG") == "1" ? 50_000 : 1_200;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task Two_processes_make_one_log_and_the_death_of_one_loses_nothing()
    {
        var (connection, name, key) = (await AzuriteStorage.ConnectionString(), AzuriteStorage.FreshName("twice"), Path.Combine(_directory, "key.pem"));
        using var signer = KeyFileSigner.Create(key, TestLog.Origin);
        var store = await OtherProcess.Storage(connection, name);
        Process Run(string who) => OtherProcess.Start("", "sequence", connection, name, key, who, $"{Entries}");

        using var one = Run("one");
        using var two = Run("two");
        var ofTwo = Acknowledged(two, int.MaxValue);
        var acked = new List<(string Name, long Index)>(Named("one", await Acknowledged(one, Entries / 3)));
        one.Kill();
        await one.WaitForExitAsync();
        using var again = Run("one");
        acked.AddRange(Named("one", await Acknowledged(again, int.MaxValue)));
        acked.AddRange(Named("two", await ofTwo));
        await Task.WhenAll(again.WaitForExitAsync(), two.WaitForExitAsync());

        Assert.Equal((0, 0), (again.ExitCode, two.ExitCode));
        Assert.Equal(Entries + Entries / 3 + Entries, acked.Count);
        await using var log = TestLog.On(store, settings: new LogSettings("log1", TestLog.Origin) { Signers = () => [signer], Grid = TimeSpan.FromDays(1) });
        var ids = (await log.Reading.Read(0, 3 * Entries, CancellationToken.None)).Select(leaf => Leaf.Parse(leaf.Bytes.Span).Draft.Id).ToList();
        Assert.Equal(2 * Entries, ids.Count);
        Assert.All(acked, ack => Assert.Equal(EntryId.Named(ack.Name), ids[(int)ack.Index]));
        await VerifierSaysValid(log, store, signer.Key);
    }

    /// <summary>The disk is one on which a file may not become larger; the half of a frame that it still takes is what a full one takes.</summary>
    [Fact]
    public async Task A_disk_that_is_full_stops_the_log_and_loses_nothing_that_was_acknowledged()
    {
        var directory = Path.Combine(_directory, "log");
        using var filler = OtherProcess.Start("trap '' XFSZ; ulimit -f 200;", "fill", directory);
        var said = (await filler.StandardOutput.ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        await filler.WaitForExitAsync();

        var counted = said[^1].Split(' ').Select(int.Parse).ToList();
        Assert.Equal((0, 2), (filler.ExitCode, said.Length));
        Assert.InRange(counted[0], 10, 99_000);
        Assert.Equal(counted[0], counted[1]);
        using var store = new FileStore(directory);
        await using var log = TestLog.On(store);
        var next = await log.Append(TestLog.Entry("there is room again"), CancellationToken.None);
        Assert.Equal(counted[0], next.Index);
        Assert.Equal(counted[0] + 1, (await log.Reading.Read(0, 100_000, CancellationToken.None)).Count);
    }

    private async Task VerifierSaysValid(SequencedLog log, BlobStore store, VerifierKey key)
    {
        var export = Path.Combine(_directory, "export");
        await new LogExport(log, store, "log1").Write(export, CancellationToken.None);
        var policy = TrustPolicy.Parse(Encoding.UTF8.GetBytes($"log {key}\nquorum none\n"));

        var report = LogVerification.Verify(new ExportedLog(export), new VerificationTerms { Policy = policy });

        Assert.DoesNotContain(report.Findings, finding => finding.Gravity == Gravity.Wrong);
        Assert.Equal((ulong)(2 * Entries), report.Entries);
        Assert.True(report.Counts.Frames > 0);
    }

    /// <summary>So many entries that the process said were durable, or all until it ends.</summary>
    private static async Task<List<(int Number, long Index)>> Acknowledged(Process process, int count)
    {
        var acked = new List<(int, long)>();
        while (acked.Count < count && await process.StandardOutput.ReadLineAsync() is { } line)
            if (line.Split(' ') is [var number, var index]) acked.Add((int.Parse(number, null), long.Parse(index, null)));
        return acked;
    }

    private static IEnumerable<(string Name, long Index)> Named(string who, List<(int Number, long Index)> acked) =>
        acked.Select(ack => ($"{who}{ack.Number}", ack.Index));
}
