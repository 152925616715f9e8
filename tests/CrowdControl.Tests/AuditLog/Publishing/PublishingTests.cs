using CrowdControl.AuditLog.Journal;
using CrowdControl.AuditLog.Notes;
using CrowdControl.AuditLog.Sequencing;
using CrowdControl.AuditLog.Tree;
using CrowdControl.Tests.AuditLog.Journal;
using CrowdControl.Tests.AuditLog.Sequencing;

namespace CrowdControl.Tests.AuditLog.Publishing;

public class PublishingTests
{
    private readonly MemoryStore _store = new();
    private readonly HandClock _clock = new();

    [Fact]
    public async Task Every_proof_is_made_from_tiles_bundles_and_the_right_edge()
    {
        await using var log = TestLog.On(_store, _clock);
        await Fill(log, 66_000);
        await log.PublishAll(CancellationToken.None);
        var roots = await TestLog.Roots(log);
        await using var other = TestLog.On(_store, _clock);

        var random = new Random(1);
        for (var round = 0; round < 100; round++)
        {
            var (index, old, size) = (random.Next(66_000), random.Next(1, 66_001), 66_000UL);
            var proven = await other.Reading.Prove(index, CancellationToken.None);
            Assert.Equal(size, Checkpoint.Parse(proven.Proof.Checkpoint.Text).Size);
            InclusionProof.Check((ulong)index, size, TreeHash.Leaf(proven.Leaf.Bytes.Span), [.. proven.Proof.Hashes], roots[^1]);
            var consistency = await other.Reading.Consistency(old, 66_000, CancellationToken.None);
            ConsistencyProof.Check((ulong)old, size, roots[old], roots[^1], consistency);
        }
        Assert.Equal(257, _store.Names(LogArea.Tiles).Count(name => name.StartsWith("log1/tile/entries/", StringComparison.Ordinal)));
        Assert.Contains("log1/tile/1/000", _store.Names(LogArea.Tiles));
    }

    [Fact]
    public async Task The_newest_entries_are_read_back_page_by_page_to_the_first()
    {
        await using var log = TestLog.On(_store, _clock);
        for (var day = 0; day < 4; day++, _clock.Now += TimeSpan.FromDays(1)) await Fill(log, 300, $"day{day}");

        var (indices, before) = (new List<long>(), (long?)null);
        do
        {
            var page = await log.Reading.ReadBack(before, 50, CancellationToken.None);
            indices.AddRange(page.Leaves.Select(leaf => leaf.Index));
            before = page.Next;
        }
        while (before is not null);

        Assert.Equal(Enumerable.Range(0, 1_200).Reverse().Select(i => (long)i), indices);
    }

    [Fact]
    public async Task Entries_of_quiet_days_are_read_proven_and_bundled_long_after_their_segments_were_left()
    {
        await using var log = TestLog.On(_store, _clock);
        for (var day = 0; day < 5; day++, _clock.Now += TimeSpan.FromDays(1))
        {
            await Fill(log, 10, $"day{day}");
            await log.PublishAll(CancellationToken.None);
        }
        await using var other = TestLog.On(_store, _clock);

        Assert.Equal(50, (await other.Reading.Read(0, 50, CancellationToken.None)).Select(leaf => leaf.Index).Distinct().Count());
        Assert.Equal(3, (await other.Reading.Prove(3, CancellationToken.None)).Leaf.Index);

        await Fill(other, 300, "busy");
        await other.PublishAll(CancellationToken.None);
        Assert.Contains("log1/tile/entries/000", _store.Names(LogArea.Tiles));
    }

    [Fact]
    public async Task Nothing_is_published_for_an_act_alone_and_all_of_it_on_the_grid()
    {
        await using var log = TestLog.On(_store, settings: TestLog.Settings with { Grid = TimeSpan.FromMilliseconds(50) });
        await log.Append(TestLog.Entry("a"), CancellationToken.None);

        for (var wait = 0; _store.Names(LogArea.Live).Count < 3 && wait < 400; wait++) await Task.Delay(25);

        Assert.Equal(["log1/ckpt/000000000001"], _store.Names(LogArea.Anchors));
        Assert.Equal(["log1/checkpoint", "log1/head", "log1/right-edge"], _store.Names(LogArea.Live));
        Assert.Null(log.PublishingFault);
    }

    [Fact]
    public async Task While_a_key_gives_way_to_another_both_sign_and_the_old_one_stays_believed()
    {
        var (old, fresh) = (TestLog.Signer, new TestSigner(TestLog.Origin));
        await using (var log = TestLog.On(_store, _clock)) await Publish(log, "a");
        await using (var log = TestLog.On(_store, _clock, TestLog.Settings with { Signers = () => [old, fresh] })) await Publish(log, "b");
        var settings = TestLog.Settings with { Signers = () => [fresh], FormerKeys = () => [old.Key] };
        await using (var log = TestLog.On(_store, _clock, settings)) await Publish(log, "c");

        var signers = new List<IEnumerable<VerifierKey>>();
        foreach (var name in _store.Names(LogArea.Anchors))
            signers.Add(SignedNote.Parse((await _store.Get(LogArea.Anchors, name, CancellationToken.None))!.Bytes.Span)
                .Verify([old.Key, fresh.Key]).Select(signature => signature.Key));

        Assert.Equal([[old.Key], [old.Key, fresh.Key], [fresh.Key]], signers);
    }

    [Fact]
    public async Task Witnesses_see_a_checkpoint_that_is_stored_and_their_signatures_stand_in_the_live_one()
    {
        var settings = TestLog.Settings with
        {
            Witnesses = async (note, _) =>
            {
                Assert.NotNull(await _store.Get(LogArea.Anchors, $"log1/ckpt/{Checkpoint.Parse(note.Text).Size:D12}", CancellationToken.None));
                return note.With(Cosignature.Sign("witness.example", new byte[32], note.Text, _clock.Now));
            },
        };
        await using var log = TestLog.On(_store, _clock, settings);

        await Publish(log, "a");

        var live = SignedNote.Parse((await _store.Get(LogArea.Live, "log1/checkpoint", CancellationToken.None))!.Bytes.Span);
        Assert.Equal([TestLog.Origin, "witness.example"], live.Signatures.Select(signature => signature.Name));
    }

    private static async Task Publish(SequencedLog log, string name)
    {
        await log.Append(TestLog.Entry(name), CancellationToken.None);
        await log.PublishAll(CancellationToken.None);
    }

    private static async Task Fill(SequencedLog log, int count, string prefix = "e")
    {
        for (var i = 0; i < count; i += 300)
            await log.Append([.. Enumerable.Range(i, Math.Min(300, count - i)).Select(n => TestLog.Entry($"{prefix}{n}", $"acct:{n % 7}"))], CancellationToken.None);
    }
}
