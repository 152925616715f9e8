using CrowdControl.AuditLog.Leaves;
using CrowdControl.AuditLog.Notes;
using CrowdControl.AuditLog.Packs;
using CrowdControl.AuditLog.Tree;
using CrowdControl.Domain;
using CrowdControl.Domain.Access;
using CrowdControl.Domain.Evidence;
using CrowdControl.Functions.Auditing;
using CrowdControl.Functions.Auditing.Log;
using CrowdControl.Functions.Auditing.Secrets;
using CrowdControl.Functions.Evidence;
using CrowdControl.Functions.Evidence.Keeping;
using CrowdControl.Functions.Hosting;
using static CrowdControl.Tests.Evidence.EvidenceRoom;

namespace CrowdControl.Tests.Evidence;

[Collection("evidence")]
public sealed class ErasureTests : IAsyncLifetime
{
    private EvidenceRoom _room = null!;

    public async Task InitializeAsync() => _room = await Open();

    public async Task DisposeAsync() => await _room.DisposeAsync();

    [Fact]
    public async Task What_two_people_had_erased_nobody_reads_again_and_every_entry_still_proves()
    {
        var taken = await _room.Exhibit();
        Granted(await _room.Of<ReadingDesk>().Read(_room.Officer, taken.Id, _room.Wish(), "To tell Mair Jones", default));
        var before = await _room.Record();

        var erased = Granted(await _room.Approve(await _room.HalfApproved(taken)));

        Assert.Equal((ExhibitState.Destroyed, RemovalState.Executed), (erased.State, erased.Removal!.State));
        Assert.IsType<EvidenceGone>(Refused(await _room.Of<ReadingDesk>().Read(_room.Officer, taken.Id, _room.Wish(), "Again", default)));
        Assert.Null((await _room.Now(taken)).Label);
        var after = await _room.Record();
        Assert.Equal(before.Select(entry => entry.Hash), after.Take(before.Count).Select(entry => entry.Hash));
        var mine = after.Where(entry => entry.Subject.Id == taken.Id.Value && entry.Act.StartsWith("evidence.", StringComparison.Ordinal)).ToList();
        Assert.Equal(2, mine.Count);
        Assert.All(mine, entry => Assert.Empty(entry.Details));
        await Prove(mine);
        var executed = after.Single(entry => entry is { Act: "erasure.executed", Outcome: AuditOutcome.Done });
        Assert.Equal(("Right to erasure, request 14", "prys", "iona"), (executed.Details["basis"], executed.Details["approver-1"], executed.Details["approver-2"]));
        var announced = after.Single(entry => entry is { Act: "erasure.executed", Outcome: AuditOutcome.Asked });
        var fields = await Fields(announced.Index);
        Assert.All(mine, entry => Assert.Equal(entry.Erased, fields.Where(field => field.Index == (ulong)entry.Index).Select(field => field.Field)));
        Assert.Equal(announced.Index, Assert.Single((await _room.Now(taken)).Erasures));
        Assert.All(mine, entry => Assert.True(announced.Index > entry.Index && announced.Index < executed.Index));
    }

    [Fact]
    public async Task The_stored_copy_goes_later_and_only_once_nothing_opens_it()
    {
        var taken = await _room.Exhibit();
        Granted(await _room.Approve(await _room.HalfApproved(taken)));
        Assert.NotNull(await _room.Of<EvidenceBlobs>().Load(_room.Tenant, taken.Class, taken.Blob, default));

        _room.Clock.Push(TimeSpan.FromHours(2));
        await _room.Of<KeepEvidence>().Run(default);

        // The line stands before a service that enforces retention: a copy under a locked policy stays, and is tried again.
        var left = await _room.Of<EvidenceBlobs>().Load(_room.Tenant, taken.Class, taken.Blob, default);
        var now = await _room.Now(taken);
        Assert.Equal(left is null, now.IsBlobGone);
        Assert.Equal(left is null, now.WorkAt is null);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_hold_beats_erasure_at_every_step_before_it_begins(bool onTheWholeCase)
    {
        ExhibitId? On(Exhibit one) => onTheWholeCase ? null : one.Id;
        var (early, asked, half) = (await _room.Exhibit(), await _room.Exhibit(), await _room.Exhibit());
        await _room.Asked(asked);
        var approved = await _room.HalfApproved(half);
        foreach (var one in new[] { early, asked, half }) Granted(await _room.Hold(one.Id.Case, On(one)));

        var toEarly = await _room.Of<ErasureDesk>().Ask(_room.Desk, early.Id, Permission.AddEvidence, _room.Wish(), RemovalKind.Erasure, "Due", null, default);
        var toHalf = await _room.Approve(approved);

        Assert.IsType<HoldInForce>(Refused(toEarly));
        Assert.IsType<HoldInForce>(Refused(toHalf));
        Assert.Equal(2, (await _room.Record()).Count(entry => entry.Act == "erasure.refused"));
        foreach (var one in new[] { early, asked, half })
            Granted(await _room.Of<ReadingDesk>().Read(_room.Officer, one.Id, _room.Wish(), "It is still there", default));
    }

    [Fact]
    public async Task A_hold_that_came_too_late_says_so_and_one_released_by_two_lets_erasure_through()
    {
        var (gone, held) = (await _room.Exhibit(), await _room.Exhibit());
        Granted(await _room.Approve(await _room.HalfApproved(gone)));
        var folder = Granted(await _room.Hold(held.Id.Case));
        var hold = folder.Holds.Single().Id;

        Assert.IsType<EvidenceGone>(Refused(await _room.Hold(gone.Id.Case, gone.Id)));
        Granted(await _room.Of<Holds>().AskRelease(_room.Standards, folder.Id, hold, "The trial is over", default));
        Assert.IsType<SamePerson>(Refused(await _room.Of<Holds>().DecideRelease(_room.Standards, folder.Id, hold, true, "Agreed", default)));
        Assert.NotEmpty(await _room.Of<Holds>().OpenOn(_room.Tenant, held.Id, default));
        Granted(await _room.Of<Holds>().DecideRelease(_room.Owner, folder.Id, hold, true, "Agreed", default));

        Assert.Empty(await _room.Of<Holds>().OpenOn(_room.Tenant, held.Id, default));
        Assert.Equal(ExhibitState.Destroyed, Granted(await _room.Approve(await _room.HalfApproved(held))).State);
    }

    [Fact]
    public async Task Of_a_hold_and_an_erasure_at_once_one_wins_and_neither_lies()
    {
        for (var round = 0; round < 8; round++)
        {
            var asked = await _room.HalfApproved(await _room.Exhibit());

            var (held, erased) = (_room.Hold(asked.Id.Case, asked.Id), _room.Approve(asked));
            await Task.WhenAll(held, erased);

            var (kept, now) = (await held is Outcome<Case>.Done, await _room.Now(asked));
            if (kept) Assert.Equal(ExhibitState.Kept, now.State);
            else Assert.Equal(ExhibitState.Destroyed, now.State is ExhibitState.Destroying ? (await Resumed(asked)).State : now.State);
        }
    }

    [Fact]
    public async Task Nobody_approves_what_they_asked_for_nor_twice_and_one_has_to_answer_for_information()
    {
        var asked = await _room.Asked(await _room.Exhibit());
        var alsoDesk = new Caller(
            _room.Desk.Organisation,
            _room.Desk.Member with { Grants = [.. _room.Desk.Member.Grants, .. _room.Standards.Member.Grants] }, _room.Clock.GetUtcNow());
        Task<Outcome<Exhibit>> Decide(Caller by, bool yes = true) => _room.Of<ErasureDesk>().Decide(by, asked.Id, asked.Removal!.Id, yes, "Said so", default);

        Assert.IsType<SamePerson>(Refused(await Decide(alsoDesk)));
        Granted(await Decide(_room.Standards));
        Assert.IsType<SamePerson>(Refused(await Decide(_room.Standards)));
        Assert.IsType<Refusal.WrongState>(Refused(await Decide(_room.Member("pia", Role.ProfessionalStandards))));
        Assert.Equal(RemovalState.Refused, Granted(await Decide(_room.Owner, yes: false)).Removal!.State);
        Assert.Equal(ExhibitState.Kept, (await _room.Now(asked)).State);
    }

    /// <summary>The process is killed at one request after another, before it reached storage or after; another goes on by the clock.</summary>
    [Fact]
    public async Task An_erasure_that_is_killed_at_any_request_is_never_called_done_and_is_finished_by_the_clock()
    {
        var folder = await _room.OpenCase();
        for (var at = 1; ; at++)
        {
            var asked = await _room.HalfApproved(await _room.Exhibit(folder));
            var survived = await Killed(at, after: at % 2 == 0, cancellation => _room.Approve(asked, cancellation));
            if (survived) return;

            _room.Restart();
            var now = await _room.Now(asked);
            if (now.State is ExhibitState.Destroyed) Assert.Empty(await _room.Of<SecretTable>().ReadItem(_room.Tenant, asked.Id.Value, default));
            else Assert.DoesNotContain(await _room.Record(), entry => entry is { Act: "erasure.executed", Outcome: AuditOutcome.Done } && entry.Subject.Id == asked.Id.Value
                && now.State is ExhibitState.Kept);

            var resumed = await Resumed(asked);
            if (resumed.Removal!.State is RemovalState.Asked) resumed = Granted(await _room.Approve(resumed));
            Assert.Equal((at, ExhibitState.Destroyed), (at, resumed.State));
            Assert.Empty(await _room.Of<SecretTable>().ReadItem(_room.Tenant, asked.Id.Value, default));
            Assert.IsType<EvidenceGone>(Refused(await _room.Of<ReadingDesk>().Read(_room.Officer, asked.Id, _room.Wish(), "Again", default)));
            Assert.True(at < 60, "A decision makes fewer requests than that.");
        }
    }

    [Fact]
    public async Task A_capture_that_is_killed_at_any_request_is_finished_by_the_clock_or_by_asking_again()
    {
        var (folder, mention) = (await _room.OpenCase(), await _room.Mention());
        for (var at = 1; ; at++)
        {
            var id = new ExhibitId($"{folder.Id}.{_room.Wish().IdFor("exhibit")}");
            Task<Outcome<Exhibit>> Take(CancellationToken cancellation) => _room.Of<CaptureDesk>().Take(
                _room.Desk, folder.Id, id, new CaptureRequest(mention.Id.Value, "A threat", EvidenceClass.Crime), cancellation);
            if (await Killed(at, after: at % 2 == 0, Take)) return;

            _room.Restart();
            _room.Clock.Push(TimeSpan.FromMinutes(5));
            await _room.Of<KeepEvidence>().Run(default);
            var taken = Granted(await Take(default));

            Assert.Equal((at, ExhibitState.Kept), (at, taken.State));
            Assert.Single(await _room.Record(), entry => entry.Act == "evidence.added" && entry.Subject.Id == id.Value);
            Granted(await _room.Of<ReadingDesk>().Read(_room.Officer, id, _room.Wish(), "It is whole", default));
        }
    }

    /// <returns>True when it came through without being killed.</returns>
    private async Task<bool> Killed<T>(int at, bool after, Func<CancellationToken, Task<T>> work)
    {
        using var killed = new CancellationTokenSource();
        var requests = 0;
        _room.Storage.Cut = done =>
        {
            if (!done && killed.IsCancellationRequested) return true;
            if (!done) Interlocked.Increment(ref requests);
            if (Volatile.Read(ref requests) < at || done != after) return false;
            killed.Cancel();
            return true;
        };
        try
        {
            await work(killed.Token);
            return !killed.IsCancellationRequested;
        }
        catch (Exception) when (killed.IsCancellationRequested)
        {
            return false;
        }
        finally
        {
            _room.Storage.Cut = null;
        }
    }

    private async Task<Exhibit> Resumed(Exhibit asked)
    {
        _room.Clock.Push(TimeSpan.FromMinutes(1));
        await _room.Of<KeepEvidence>().Run(default);
        return await _room.Now(asked);
    }

    private async Task<IReadOnlyList<ErasedField>> Fields(long entry) => [.. ErasedField.Of(Leaf.Parse(
        (await (await _room.Of<RecordLogs>().Of(_room.Tenant, default)).Reading.Read(entry, 1, default))[0].Bytes.Span)).OrderBy(field => field.Field, StringComparer.Ordinal)];

    private async Task Prove(IEnumerable<AuditEntryView> entries)
    {
        var log = (await _room.Of<RecordLogs>().Of(_room.Tenant, default)).Reading;
        foreach (var entry in entries)
        {
            var proof = TlogProof.Parse((await log.Prove(entry.Index, default)).Proof.ToBytes());
            var checkpoint = Checkpoint.Parse(proof.Checkpoint.Text);
            InclusionProof.Check(proof.Index, checkpoint.Size, Digest.FromHex(entry.Hash), [.. proof.Hashes], checkpoint.Root);
        }
    }
}
