using System.Text;
using CrowdControl.AuditLog.Journal;
using CrowdControl.AuditLog.Notes;
using CrowdControl.AuditLog.Sequencing;
using CrowdControl.AuditLog.Witnessing;
using CrowdControl.LocalRuntime.Tests;
using CrowdControl.Tests.AuditLog.Journal;
using CrowdControl.Tests.AuditLog.Sequencing;
using CrowdControl.Tests.Witness;

namespace CrowdControl.Tests.AuditLog.Witnessing;

/// <summary>A log that asks the witness itself, in its own process, for each checkpoint that it publishes.</summary>
public sealed class WitnessedLogTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly TestSigner _signer = new($"{AzuriteStorage.FreshName("witnessed")}.example/log/1");
    private readonly HttpClient _http = new();
    private readonly MemoryStore _store = new();

    [Fact]
    public async Task Each_checkpoint_is_cosigned_and_stands_in_the_live_one_and_a_stranger_s_policy_accepts_it()
    {
        await using var witness = await Witness();
        await using var log = await On(_store, witness);
        var policy = TrustPolicy.Parse(Encoding.UTF8.GetBytes($"log {_signer.Key}\nwitness w {await witness.Key()}\nquorum w\n"));

        foreach (var count in new[] { 1, 2, 7, 300 })
        {
            await Append(log, count);
            await log.PublishAll(CancellationToken.None);

            var live = await _store.Get(LogArea.Live, "log1/checkpoint", CancellationToken.None);
            var trusted = policy.Verify(SignedNote.Parse(live!.Bytes.Span));
            Assert.Equal((ulong)await log.Size(CancellationToken.None), trusted.Checkpoint.Size);
        }
    }

    [Fact]
    public async Task A_log_that_is_started_again_learns_from_the_witness_where_to_go_on()
    {
        await using var witness = await Witness();
        await using (var before = await On(_store, witness))
        {
            await Append(before, 270);
            await before.PublishAll(CancellationToken.None);
        }

        await using var log = await On(_store, witness);
        await Append(log, 30);
        await log.PublishAll(CancellationToken.None);

        Assert.Equal(2, (await log.Publish(299, CancellationToken.None)).Verify([_signer.Key, await witness.Key()]).Count);
    }

    [Fact]
    public async Task A_log_that_lost_what_the_witness_saw_stops_and_takes_nothing_in_any_more()
    {
        await using var witness = await Witness();
        await using (var lost = await On(new MemoryStore(), witness))
        {
            await Append(lost, 8);
            await lost.PublishAll(CancellationToken.None);
        }

        await using var log = await On(_store, witness);
        await Append(log, 5);
        var stopped = await Assert.ThrowsAsync<LogStopped>(() => log.PublishAll(CancellationToken.None));

        Assert.Equal(LogStop.Rollback, stopped.Why);
        Assert.Equal(LogStop.Rollback, (await Assert.ThrowsAsync<LogStopped>(() => Append(log, 1))).Why);
        Assert.Null(await _store.Get(LogArea.Live, "log1/checkpoint", CancellationToken.None));
    }

    [Fact]
    public async Task A_rewritten_history_of_the_same_length_or_longer_gets_no_cosignature_and_is_told_as_a_contradiction()
    {
        await using var witness = await Witness();
        await using (var first = await On(new MemoryStore(), witness))
        {
            await Append(first, 8);
            await first.PublishAll(CancellationToken.None);
        }

        await using var rewritten = await On(_store, witness);
        foreach (var count in new[] { 8, 4 })
        {
            await Append(rewritten, count, "rewritten");
            var note = await rewritten.Publish(await rewritten.Size(CancellationToken.None) - 1, CancellationToken.None);

            Assert.Single(note.Signatures);
            Assert.IsType<WitnessAnswer.Contradicted>(Assert.Single(await (await Round(() => rewritten, witness)).Ask(note, CancellationToken.None)));
        }
    }

    [Fact]
    public async Task Where_another_instance_was_quicker_with_a_newer_checkpoint_the_older_goes_without_and_nothing_stops()
    {
        await using var witness = await Witness();
        await using var log = TestLog.On(_store, settings: Settings);
        var (mine, other) = (await Round(() => log, witness), await Round(() => log, witness));
        await Append(log, 6);
        var older = await log.Publish(5, CancellationToken.None);
        await Append(log, 6);
        var newer = await log.Publish(11, CancellationToken.None);

        Assert.IsType<WitnessAnswer.Cosigned>(Assert.Single(await other.Ask(newer, CancellationToken.None)));
        Assert.IsType<WitnessAnswer.Missing>(Assert.Single(await mine.Ask(older, CancellationToken.None)));
        Assert.IsType<WitnessAnswer.Cosigned>(Assert.Single(await mine.Ask(newer, CancellationToken.None)));
    }

    [Fact]
    public async Task While_a_witness_keeps_silent_appending_goes_on_and_afterwards_the_checkpoint_is_published_without_it()
    {
        var (clock, over) = (new PushedClock(), new TaskCompletionSource());
        await using var silent = await ScriptedWitness.Start((_, _, _) => over.Task);
        SequencedLog? log = null;
        var round = new WitnessRound([silent.Address], LogHistory.Of(() => log!), _http, clock, TimeSpan.FromSeconds(10));
        await using var opened = log = TestLog.On(_store, settings: Settings with { Witnesses = round.Cosign });
        await Append(log, 3);

        var publishing = log.PublishAll(CancellationToken.None);
        while (silent.Asked.IsEmpty) await Task.Delay(5);
        await Append(log, 600);
        var waited = !publishing.IsCompleted;
        clock.Push(TimeSpan.FromSeconds(10));
        await publishing;
        over.SetResult();

        Assert.True(waited);
        Assert.Equal(603, await log.Size(CancellationToken.None));
        Assert.Single(SignedNote.Parse((await _store.Get(LogArea.Live, "log1/checkpoint", CancellationToken.None))!.Bytes.Span).Signatures);
    }

    public void Dispose() => _http.Dispose();

    private LogSettings Settings => TestLog.Settings with { Origin = _signer.Key.Name, Signers = () => [_signer] };

    private Task<WitnessApp> Witness() => WitnessApp.Start([], new Dictionary<string, string> { ["Witness__Logs"] = _signer.Key.ToString() });

    private async Task<SequencedLog> On(MemoryStore store, WitnessApp witness)
    {
        SequencedLog? log = null;
        var round = await Round(() => log!, witness);
        return log = TestLog.On(store, settings: Settings with { Witnesses = round.Cosign });
    }

    private async Task<WitnessRound> Round(Func<SequencedLog> log, WitnessApp witness) => new(
        [new WitnessAddress(await witness.Key(), witness.Address)], LogHistory.Of(log), _http, TimeProvider.System, Patience);

    private static async Task Append(SequencedLog log, int count, string name = "entry")
    {
        var size = await log.Size(CancellationToken.None);
        for (var i = 0; i < count; i += 300)
            await log.Append([.. Enumerable.Range(i, Math.Min(300, count - i)).Select(n => TestLog.Entry($"{name}{size + n}"))], CancellationToken.None);
    }
}
