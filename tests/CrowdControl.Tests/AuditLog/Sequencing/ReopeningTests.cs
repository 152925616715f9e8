using CrowdControl.AuditLog.Journal;
using CrowdControl.AuditLog.Leaves;
using CrowdControl.AuditLog.Notes;
using CrowdControl.AuditLog.Sequencing;
using CrowdControl.Tests.AuditLog.Journal;

namespace CrowdControl.Tests.AuditLog.Sequencing;

public class ReopeningTests
{
    private readonly MemoryStore _store = new();
    private readonly HandClock _clock = new();

    [Fact]
    public async Task After_a_loss_the_old_log_stays_stopped_and_a_new_one_begins_with_its_last_good_checkpoint()
    {
        Checkpoint good;
        await using (var log = TestLog.On(_store, _clock))
        {
            await log.Append(TestLog.Entry("a"), CancellationToken.None);
            await log.Append(TestLog.Entry("b"), CancellationToken.None);
            good = Checkpoint.Parse((await log.Publish(1, CancellationToken.None)).Text);
        }
        _store.Tamper(LogArea.Journal, "log1/seg/000000000000.paj", bytes => bytes[..Frame.Read(bytes)!.Bytes.Length]);
        await using var lost = TestLog.On(_store, _clock);
        await Assert.ThrowsAsync<LogStopped>(() => lost.Append(TestLog.Entry("c"), CancellationToken.None));

        const string Origin = "audit.exmoor.police.example/log/2";
        var signer = new TestSigner(Origin);
        await using var next = TestLog.On(_store, _clock, new LogSettings("log2", Origin) { Signers = () => [signer] });
        await next.Append(Reopening.Opening(Who("open"), "log2", good), CancellationToken.None);
        await next.Append(TestLog.Entry("incident", "sys:log2", "log.incident"), CancellationToken.None);
        var proven = await next.Reading.Prove(0, CancellationToken.None);

        var leaf = Leaf.Parse(proven.Leaf.Bytes.Span);
        Assert.Equal(("log.opened", good.Text), (leaf.Draft.Type, leaf.Draft.Subject.Id));
        Assert.Equal(good, Checkpoint.Parse(leaf.Draft.Subject.Id));
        Assert.Contains("log1/ckpt/000000000002", _store.Names(LogArea.Anchors));
    }

    [Fact]
    public async Task A_log_closed_in_good_order_is_signed_to_its_last_entry()
    {
        await using var log = TestLog.On(_store, _clock);
        await log.Append(TestLog.Entry("a"), CancellationToken.None);
        var closed = await log.Append(Reopening.Closing(Who("close"), "log1", TestLog.Origin), CancellationToken.None);

        var note = await log.Publish(closed.Index, CancellationToken.None);

        Assert.Equal(2UL, Checkpoint.Parse(note.Text).Size);
        await Assert.ThrowsAsync<LogClosed>(() => log.Append(TestLog.Entry("b"), CancellationToken.None));
    }

    private static LeafDraft Who(string name) => new()
    {
        Type = "log.opened",
        Id = EntryId.Named(name),
        Actor = new LeafActor("u:op", "operator", "fido2"),
        Subject = new LeafSubject("log", "log1"),
        Policy = "2026-09/1",
        Application = "crowdcontrol/1.4.0+9f3c2e1",
    };
}
