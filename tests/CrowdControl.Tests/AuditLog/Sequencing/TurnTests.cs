using Azure.Storage.Blobs;
using CrowdControl.AuditLog.Journal;
using CrowdControl.AuditLog.Sequencing;
using CrowdControl.LocalRuntime.Tests;
using CrowdControl.Tests.AuditLog.Journal;
using CrowdControl.Tests.Networks;

namespace CrowdControl.Tests.AuditLog.Sequencing;

/// <summary>Who signs, and how often: spares work, and nothing is safe because of it.</summary>
public sealed class TurnTests
{
    private readonly MemoryStore _store = new();

    [Fact]
    public async Task A_lease_is_held_by_one_and_can_be_had_when_it_is_given_back()
    {
        var live = new BlobContainerClient(await AzuriteStorage.ConnectionString(), AzuriteStorage.FreshName("lease"));
        await live.CreateAsync();
        var (one, two) = (new BlobLease(live, "log1/lease"), new BlobLease(live, "log1/lease"));

        var mine = await one.TryTake(CancellationToken.None);

        Assert.NotNull(mine);
        Assert.Null(await two.TryTake(CancellationToken.None));
        await mine.DisposeAsync();
        Assert.NotNull(await two.TryTake(CancellationToken.None));
    }

    [Fact]
    public async Task While_another_instance_signs_one_waits_for_its_checkpoint_and_does_not_sign()
    {
        var idle = new TestSigner(TestLog.Origin);
        await using var other = TestLog.On(_store);
        await using var log = TestLog.On(_store, settings: TestLog.Settings with
        {
            Signers = () => [idle],
            FormerKeys = () => [TestLog.Signer.Key],
            Lease = async cancellation =>
            {
                await other.PublishAll(cancellation);
                return null;
            },
        });
        await log.Append(TestLog.Entry("a"), CancellationToken.None);

        await log.PublishAll(CancellationToken.None);

        Assert.Equal(0, idle.Signatures);
        Assert.Single(_store.Names(LogArea.Anchors));
    }

    [Fact]
    public async Task One_who_holds_the_lease_and_died_keeps_nobody_from_signing()
    {
        var signer = new TestSigner(TestLog.Origin);
        await using var log = TestLog.On(_store, settings: TestLog.Settings with
        {
            Signers = () => [signer],
            Lease = _ => Task.FromResult<IAsyncDisposable?>(null),
        });
        await log.Append(TestLog.Entry("a"), CancellationToken.None);

        await log.PublishAll(CancellationToken.None);

        Assert.Equal(1, signer.Signatures);
    }

    [Fact]
    public async Task However_much_comes_in_the_grid_signs_once_a_second_and_at_once_when_asked()
    {
        var (clock, signer) = (new PushedClock(TimeProvider.System.GetUtcNow()), new TestSigner(TestLog.Origin));
        await using var log = TestLog.On(_store, clock, TestLog.Settings with { Signers = () => [signer], Grid = TimeSpan.Zero });
        await log.Append(TestLog.Entry("a"), CancellationToken.None);
        await Eventually.Holds(() => Task.FromResult(signer.Signatures), signatures => signatures == 1);

        for (var number = 0; number < 20; number++) await log.Append(TestLog.Entry($"b{number}"), CancellationToken.None);
        var onTheGrid = signer.Signatures;
        await log.Publish(20, CancellationToken.None);

        Assert.Equal((1, 2), (onTheGrid, signer.Signatures));
    }
}
