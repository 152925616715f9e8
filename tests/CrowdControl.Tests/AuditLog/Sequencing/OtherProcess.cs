using System.Diagnostics;
using Azure.Storage.Blobs;
using CrowdControl.AuditLog.Journal;
using CrowdControl.AuditLog.Notes;
using CrowdControl.AuditLog.Sequencing;

namespace CrowdControl.Tests.AuditLog.Sequencing;

/// <summary>This assembly as a program, for what only another process can show: it dies as processes die, and shares nothing but storage.</summary>
internal static class OtherProcess
{
    private const int AtOnce = 48;

    /// <summary>Runs a verb below in another process.</summary>
    /// <param name="before">Shell words that set the scene.</param>
    public static Process Start(string before, params string[] words)
    {
        var start = new ProcessStartInfo("bash", ["-c", $"{before} exec dotnet \"$@\"", "bash", typeof(OtherProcess).Assembly.Location, .. words])
        {
            RedirectStandardOutput = true,
        };
        start.Environment["DOTNET_EnableWriteXorExecute"] = "0";
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        return Process.Start(start)!;
    }

    /// <summary>The log of that name on append blobs.</summary>
    public static async Task<BlobStore> Storage(string connection, string name)
    {
        var service = new BlobServiceClient(connection, new BlobClientOptions { Retry = { MaxRetries = 0 } });
        foreach (var area in Enum.GetValues<LogArea>()) await Container(area).CreateIfNotExistsAsync();
        return new BlobStore(Container);

        BlobContainerClient Container(LogArea area) => service.GetBlobContainerClient($"audit-{area}-{name}".ToLowerInvariant());
    }

    private static Task<int> Main(string[] words) => words switch
    {
        ["sequence", var connection, var name, var key, var who, var count] => Sequence(connection, name, key, who, int.Parse(count, null)),
        ["fill", var directory] => Fill(directory),
        _ => Task.FromResult(2),
    };

    /// <summary>Appends entries, many at once, signs each second, and says of each where it stands once it is durable.</summary>
    private static async Task<int> Sequence(string connection, string name, string key, string who, int count)
    {
        using var signer = KeyFileSigner.Open(key, TestLog.Origin);
        var live = new BlobServiceClient(connection).GetBlobContainerClient($"audit-live-{name}");
        var settings = new LogSettings("log1", TestLog.Origin)
        {
            Signers = () => [signer],
            Grid = TimeSpan.FromSeconds(1),
            Lease = new BlobLease(live, "log1/lease").TryTake,
        };
        await using var log = TestLog.On(await Storage(connection, name), settings: settings);
        await Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (number, cancellation) =>
        {
            var receipt = await Persist(() => log.Append(TestLog.Entry($"{who}{number}", $"acct:{number % 7}"), cancellation));
            await Console.Out.WriteLineAsync($"{number} {receipt.Index}");
        });
        await log.PublishAll(CancellationToken.None);
        return 0;
    }

    /// <summary>What whoever asked would do: append the same again.</summary>
    private static async Task<Receipt> Persist(Func<Task<Receipt>> append)
    {
        for (var tried = 1; ; tried++)
        {
            try
            {
                return await append();
            }
            catch (IOException) when (tried < 20)
            {
                // Others were faster.
            }
        }
    }

    /// <summary>Appends until the disk takes nothing more, and says how many entries are durable; reads all of them then.</summary>
    private static async Task<int> Fill(string directory)
    {
        using var store = new FileStore(directory);
        await using var log = TestLog.On(store);
        var entries = 0;
        try
        {
            for (; entries < 100_000; entries += 10)
                await log.Append([.. Enumerable.Range(entries, 10).Select(number => TestLog.Entry($"e{number}"))], CancellationToken.None);
        }
        catch (IOException full)
        {
            await Console.Out.WriteLineAsync(full.Message);
        }

        var read = await log.Reading.Read(0, entries + 100, CancellationToken.None);
        await Console.Out.WriteLineAsync($"{entries} {read.Count}");
        return 0;
    }
}
