using System.Text;
using CrowdControl.AuditLog.Exporting;
using CrowdControl.AuditLog.Journal;
using CrowdControl.AuditLog.Leaves;
using CrowdControl.AuditLog.Notes;
using CrowdControl.AuditLog.Seals;
using CrowdControl.AuditLog.Sequencing;
using CrowdControl.AuditLog.Verifying;
using CrowdControl.Tests.AuditLog.Sequencing;

namespace CrowdControl.Tests.AuditLog.Verifying;

/// <summary>A log on disk whose checkpoints a witness cosigns, and exports of it.</summary>
internal sealed class WitnessedLog : IAsyncDisposable
{
    public const string Witness = "inspectorate.example";
    private static readonly byte[] Seed = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];

    private readonly string _directory = Directory.CreateTempSubdirectory("crowdcontrol-").FullName;
    private readonly FileStore _store;
    private readonly SequencedLog _log;
    private int _exports;

    public WitnessedLog(bool witnessed = true, params IEnumerable<TestSigner> signers)
    {
        IReadOnlyList<ICheckpointSigner> keys = signers.Any() ? [.. signers] : [TestLog.Signer];
        _store = new FileStore(Path.Combine(_directory, "store"));
        var settings = TestLog.Settings with { Signers = () => keys, Witnesses = witnessed ? Cosign : null };
        _log = TestLog.On(_store, Clock, settings);
    }

    public HandClock Clock { get; } = new();

    /// <summary>How far the witness's clock is ahead of the log's.</summary>
    public TimeSpan WitnessAhead { get; set; }

    /// <summary>What the witness keeps: the newest checkpoint that it cosigned.</summary>
    public SignedNote? Kept { get; private set; }

    public static string PolicyText { get; } =
        $"log {TestLog.Signer.Key}\nwitness inspectorate {Cosignature.Key(Witness, Seed)}\nquorum inspectorate\n";

    public static TrustPolicy Policy { get; } = TrustPolicy.Parse(Encoding.UTF8.GetBytes(PolicyText));

    public static VerificationTerms Terms { get; } = new() { Policy = Policy };

    public ILogStore Store => _store;

    /// <summary>Appends entries one by one, a second apart, each in a stream of five.</summary>
    public async Task Append(int count, string prefix = "e")
    {
        for (var i = 0; i < count; i++) await Append(TestLog.Entry($"{prefix}{i}", $"acct:{i % 5}"));
    }

    public async Task<long> Append(Entry entry)
    {
        Clock.Now += TimeSpan.FromSeconds(1);
        return (await _log.Append(entry, CancellationToken.None)).Index;
    }

    /// <summary>Appends many at one time, for logs whose size is the point.</summary>
    public async Task AppendMany(int count)
    {
        var size = (int)await _log.Size(CancellationToken.None);
        for (var i = 0; i < count; i += 500)
            await _log.Append([.. Enumerable.Range(size + i, Math.Min(500, count - i))
                .Select(n => TestLog.Entry($"e{n}", $"acct:{n % 97}"))], CancellationToken.None);
    }

    public Task Publish() => _log.PublishAll(CancellationToken.None);

    /// <summary>Seals all streams as they stood some entries ago.</summary>
    public async Task Seal(long ago = 0)
    {
        var (tally, size) = (new StreamTally(), await _log.Size(CancellationToken.None) - ago);
        foreach (var leaf in await _log.Reading.Read(0, (int)size, CancellationToken.None))
            tally.Add((ulong)leaf.Index, LeafText.Read(leaf.Bytes.Span));
        var (seal, day) = (tally.Seal(), DateOnly.FromDateTime(Clock.Now.UtcDateTime));
        await _store.Create(LogArea.Anchors, $"log1/streams/{day:yyyyMMdd}.jsonl", seal.ToLines(), CancellationToken.None);
        await Append(Said(SealStatement.LeafType, SealStatement.Kind,
            new SealStatement(day, (ulong)size, (ulong)seal.Items.Count, seal.Root).ToString()));
    }

    public static Entry Said(string type, string kind, string id) => Entry.Of(
        new LeafDraft
        {
            Type = type,
            Id = EntryId.Named($"{type}/{id}"),
            Actor = new LeafActor("job:record", "system", "none"),
            Subject = new LeafSubject(kind, id),
            Policy = "2026-09/1",
            Application = "crowdcontrol/1.4.0+9f3c2e1",
        }, "sys:log1");

    /// <summary>The leaves as they are stored.</summary>
    public async Task<List<byte[]>> Leaves() =>
        [.. (await _log.Reading.Read(0, (int)await _log.Size(CancellationToken.None), CancellationToken.None))
            .Select(leaf => leaf.Bytes.ToArray())];

    /// <returns>The directory.</returns>
    public async Task<string> Export()
    {
        var directory = Path.Combine(_directory, $"export{_exports++}");
        await new LogExport(_log, _store, "log1").Write(directory, CancellationToken.None);
        return directory;
    }

    /// <summary>A file of what the witness keeps.</summary>
    public string KeptFile()
    {
        var file = Path.Combine(_directory, "kept");
        File.WriteAllBytes(file, Kept!.ToBytes());
        return file;
    }

    public static LogReport Verify(string directory, VerificationTerms? terms = null) =>
        LogVerification.Verify(new ExportedLog(directory), terms ?? Terms);

    public async ValueTask DisposeAsync()
    {
        await _log.DisposeAsync();
        _store.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    private async Task<SignedNote> Cosign(SignedNote note, CancellationToken cancellation)
    {
        var line = Cosignature.Sign(Witness, Seed, note.Text, Clock.Now + WitnessAhead);
        var name = $"log1/cosig/{Checkpoint.Parse(note.Text).Size:D12}/{Witness}";
        await _store.Create(LogArea.Anchors, name, Encoding.UTF8.GetBytes(line.ToLine()), cancellation);
        return Kept = note.With(line);
    }
}
