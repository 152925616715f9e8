using System.Diagnostics;
using CrowdControl.AuditLog.Journal;
using CrowdControl.AuditLog.Leaves;
using CrowdControl.AuditLog.Notes;
using CrowdControl.AuditLog.Publishing;
using CrowdControl.AuditLog.Sequencing;

namespace CrowdControl.Benchmarks.Audit;

/// <summary>The log as the product sets it up, and entries of 300 bytes for it.</summary>
internal static class BenchLog
{
    public const string Origin = "audit.wexmoor.police.example/bench/log/1";

    /// <summary>Bytes of an entry, for our log and for the peers.</summary>
    public const int EntrySize = 300;

    private const int Streams = 100;

    public static LogSettings Settings(ICheckpointSigner signer) => new("log1", Origin) { Signers = () => [signer] };

    public static SequencedLog On(ILogStore store, LogSettings settings) =>
        new(store, new StoredHeadRegister(store, settings.Log), settings, TimeProvider.System);

    /// <summary>Entries as the product drafts them, a hundred streams in turn.</summary>
    public static Entry[] Entries(int from, int count) => [.. Enumerable.Range(from, count).Select(Entry)];

    public static Entry Entry(int number) => CrowdControl.AuditLog.Sequencing.Entry.Of(Draft(number), $"acct:{number % Streams:D2}");

    public static LeafDraft Draft(int number) => new()
    {
        Type = "post.drafted",
        Id = EntryId.Named($"bench/{number}"),
        Actor = new LeafActor("u:b81d", "author", "fido2"),
        Subject = new LeafSubject("post", $"p:{number:D12}"),
        Policy = "2026-09/1",
        Application = "crowdcontrol/1.4.0+9f3c2e1",
    };

    /// <summary>Believes the log and all of so many witnesses.</summary>
    public static string Policy(ICheckpointSigner signer, int witnesses = 1)
    {
        var names = Enumerable.Range(0, witnesses).ToList();
        return $"log {signer.Key}\n{string.Concat(names.Select(i => $"witness w{i} {Cosignature.Key(WitnessName(i), Seed(i))}\n"))}"
            + $"group all all {string.Join(' ', names.Select(i => $"w{i}"))}\nquorum all\n";
    }

    public static string WitnessName(int number) => $"witness{number}.example";

    public static byte[] Seed(int number) => [.. Enumerable.Repeat((byte)(number + 1), Ed25519.KeySize)];

    /// <summary>The first witness, asked by the log itself.</summary>
    public static Task<SignedNote> Cosign(SignedNote note, CancellationToken cancellation) => Task.FromResult(
        note.With(Cosignature.Sign(WitnessName(0), Seed(0), note.Text, TimeProvider.System.GetUtcNow())));

    /// <summary>Seconds that appending took, one call after the other, each durable before the next.</summary>
    public static async Task<double> Append(SequencedLog log, int calls, int batch)
    {
        var batches = Enumerable.Range(0, calls).Select(call => Entries(call * batch, batch)).ToList();
        await log.Size(CancellationToken.None);
        var clock = Stopwatch.StartNew();
        foreach (var entries in batches) await log.Append(entries, CancellationToken.None);
        return clock.Elapsed.TotalSeconds;
    }
}

/// <summary>A directory that goes with the benchmark, and a log's key in it.</summary>
internal sealed class BenchFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("crowdcontrol-bench-");

    public BenchFolder() => Signer = KeyFileSigner.Create(At("key.pem"), BenchLog.Origin);

    public string Path => _folder.FullName;

    public KeyFileSigner Signer { get; }

    public string At(string name) => System.IO.Path.Combine(_folder.FullName, name);

    public void Dispose()
    {
        Signer.Dispose();
        _folder.Delete(recursive: true);
    }
}
