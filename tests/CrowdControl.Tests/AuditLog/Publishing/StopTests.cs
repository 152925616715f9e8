using CrowdControl.AuditLog.Journal;
using CrowdControl.AuditLog.Notes;
using CrowdControl.AuditLog.Sequencing;
using CrowdControl.AuditLog.Tree;
using CrowdControl.Tests.AuditLog.Journal;
using CrowdControl.Tests.AuditLog.Sequencing;

namespace CrowdControl.Tests.AuditLog.Publishing;

/// <summary>Storage that contradicts what was signed: the log stops, says why, and signs nothing.</summary>
public class StopTests
{
    private const string Segment = "log1/seg/000000000000.paj";
    private readonly MemoryStore _store = new();
    private readonly HandClock _clock = new();

    [Fact]
    public Task A_journal_cut_below_a_signed_checkpoint_is_a_rollback() => Stops(LogStop.Rollback, () =>
        _store.Tamper(LogArea.Journal, Segment, bytes => bytes[..Frame.Read(bytes)!.Bytes.Length]));

    [Fact]
    public Task A_journal_that_is_gone_is_a_rollback() => Stops(LogStop.Rollback, () => _store.Tamper(LogArea.Journal, Segment, _ => null));

    [Fact]
    public Task A_journal_cut_below_the_noted_head_is_a_rollback_even_without_any_checkpoint() => Stops(LogStop.Rollback, () =>
    {
        _store.Tamper(LogArea.Journal, Segment, bytes => bytes[..Frame.Read(bytes)!.Bytes.Length]);
        foreach (var name in _store.Names(LogArea.Anchors)) _store.Tamper(LogArea.Anchors, name, _ => null);
        _store.Tamper(LogArea.Live, "log1/checkpoint", _ => null);
    });

    [Fact]
    public Task A_live_checkpoint_that_is_gone_is_made_up_for_by_the_numbered_ones() => Stops(LogStop.Rollback, () =>
    {
        _store.Tamper(LogArea.Journal, Segment, bytes => bytes[..Frame.Read(bytes)!.Bytes.Length]);
        _store.Tamper(LogArea.Live, "log1/checkpoint", _ => null);
        _store.Tamper(LogArea.Live, "log1/head", _ => null);
    });

    [Fact]
    public Task A_flipped_bit_in_the_journal_is_corruption() => Stops(LogStop.Corrupt, () =>
    {
        _store.Tamper(LogArea.Journal, Segment, bytes =>
        {
            bytes[200] ^= 1;
            return bytes;
        });
    });

    [Fact]
    public Task Another_history_under_a_signed_checkpoint_is_a_fork() => Stops(LogStop.Fork, () =>
    {
        var other = new MemoryStore();
        using (var written = Written(other, "x", "y", "z")) written.Wait();
        _store.Tamper(LogArea.Journal, Segment, _ => other.Bytes(Segment));
    });

    [Fact]
    public async Task A_numbered_checkpoint_with_another_root_is_a_fork_and_both_are_kept()
    {
        await Written(_store, "a", "b");
        var forged = await CheckpointSigning.Sign(new Checkpoint(TestLog.Origin, 3, TreeHash.Empty), [TestLog.Signer], CancellationToken.None);
        await _store.Create(LogArea.Anchors, "log1/ckpt/000000000003", forged.ToBytes(), CancellationToken.None);
        await using var log = TestLog.On(_store, _clock);
        await log.Append(TestLog.Entry("c"), CancellationToken.None);

        var stopped = await Assert.ThrowsAsync<LogStopped>(() => log.PublishAll(CancellationToken.None));

        Assert.Equal(LogStop.Fork, stopped.Why);
        Assert.Equal(forged.ToBytes(), (await _store.Get(LogArea.Anchors, "log1/ckpt/000000000003", CancellationToken.None))!.Bytes.ToArray());
        await Assert.ThrowsAsync<LogStopped>(() => log.Append(TestLog.Entry("d"), CancellationToken.None));
        Assert.Equal(3, (await log.Reading.Read(0, 9, CancellationToken.None)).Count);
    }

    [Fact]
    public async Task A_tile_with_other_bytes_in_its_place_is_corruption()
    {
        await _store.Create(LogArea.Tiles, "log1/tile/0/000", new byte[8192], CancellationToken.None);
        await using var log = TestLog.On(_store, _clock);
        await log.Append([.. Enumerable.Range(0, 256).Select(i => TestLog.Entry($"e{i}"))], CancellationToken.None);

        var stopped = await Assert.ThrowsAsync<LogStopped>(() => log.PublishAll(CancellationToken.None));

        Assert.Equal(LogStop.Corrupt, stopped.Why);
    }

    [Fact]
    public async Task A_right_edge_that_disagrees_with_the_journal_is_passed_over()
    {
        await Written(_store, "a", "b");
        var old = (await _store.Get(LogArea.Live, "log1/right-edge", CancellationToken.None))!.Bytes;
        var other = new MemoryStore();
        await Written(other, "x", "y");
        _store.Tamper(LogArea.Live, "log1/right-edge", _ => other.Get(LogArea.Live, "log1/right-edge", CancellationToken.None).Result!.Bytes.ToArray());
        Assert.NotEqual(old.ToArray(), (await _store.Get(LogArea.Live, "log1/right-edge", CancellationToken.None))!.Bytes.ToArray());

        await using var log = TestLog.On(_store, _clock);
        var receipt = await log.Append(TestLog.Entry("c"), CancellationToken.None);
        await log.PublishAll(CancellationToken.None);

        Assert.Equal(2, receipt.Index);
        await log.Reading.Prove(2, CancellationToken.None);
    }

    private async Task Stops(LogStop why, Action tamper)
    {
        await Written(_store, "a", "b", "c");
        tamper();
        var anchors = _store.Names(LogArea.Anchors).Count;

        await using var log = TestLog.On(_store, _clock);
        var stopped = await Assert.ThrowsAsync<LogStopped>(() => log.Append(TestLog.Entry("d"), CancellationToken.None));

        Assert.Equal(why, stopped.Why);
        await Assert.ThrowsAsync<LogStopped>(() => log.PublishAll(CancellationToken.None));
        Assert.Equal(anchors, _store.Names(LogArea.Anchors).Count);
    }

    private async Task Written(MemoryStore store, params string[] names)
    {
        await using var log = TestLog.On(store, _clock);
        foreach (var name in names) await log.Append(TestLog.Entry(name), CancellationToken.None);
        await log.PublishAll(CancellationToken.None);
    }
}
