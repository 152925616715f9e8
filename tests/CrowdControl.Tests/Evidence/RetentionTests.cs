using System.Text;
using CrowdControl.Domain.Access;
using CrowdControl.Domain.Evidence;
using CrowdControl.Functions.Evidence;
using CrowdControl.Functions.Evidence.Keeping;
using CrowdControl.Functions.Hosting;
using static CrowdControl.Tests.Evidence.EvidenceRoom;

namespace CrowdControl.Tests.Evidence;

[Collection("evidence")]
public sealed class RetentionTests : IAsyncLifetime
{
    private EvidenceRoom _room = null!;

    public async Task InitializeAsync() => _room = await Open();

    public async Task DisposeAsync() => await _room.DisposeAsync();

    [Fact]
    public async Task What_has_run_out_is_reviewed_then_disposed_of_by_two_and_a_certificate_proves_it()
    {
        var taken = await _room.Exhibit(of: EvidenceClass.Routine);
        await Rule(EvidenceClass.Routine, 30);
        _room.Clock.Push(TimeSpan.FromDays(29));
        await _room.Of<KeepEvidence>().Run(default);
        Assert.Null((await _room.Now(taken)).ReviewDue);
        Assert.IsType<Domain.Refusal.WrongState>(Refused(await _room.Of<RetentionDesk>().Dispose(_room.Owner, taken.Id, _room.Wish(), "Too early", default)));

        _room.Clock.Push(TimeSpan.FromDays(2));
        await _room.Of<KeepEvidence>().Run(default);
        var due = Assert.Single((await _room.Of<RetentionDesk>().Waiting(_room.Owner, default)).Due);
        var asked = Granted(await _room.Of<RetentionDesk>().Dispose(_room.Owner, taken.Id, _room.Wish(), "No longer needed", default));
        Granted(await _room.Of<ErasureDesk>().Decide(_room.Standards, taken.Id, asked.Removal!.Id, true, "Yes", default));
        var gone = Granted(await _room.Of<ErasureDesk>().Decide(
            _room.Member("idris", Role.InformationAssetOwner), taken.Id, asked.Removal!.Id, true, "Yes", default));

        Assert.Equal((taken.Id, ExhibitState.Destroyed, "DC/2026/0001"), (due.Id, gone.State, gone.Certificate!.Number));
        Assert.Empty((await _room.Of<RetentionDesk>().Waiting(_room.Owner, default)).Due);
        var html = Encoding.UTF8.GetString(Granted(await _room.Of<CertificateDesk>().Write(_room.Owner, taken.Id, default)).Html);
        Assert.All(
            new[] { "DC/2026/0001", taken.Number, taken.Sha256, "30 days", "prys", "idris", "No longer needed", "c2sp.org/tlog-proof@v1", $"index {gone.Certificate.Entry}" },
            part => Assert.Contains(part, html, StringComparison.Ordinal));
        Assert.Contains(await _room.Record(), entry => entry.Act == "retention.expired");
    }

    [Fact]
    public async Task A_review_that_keeps_it_names_the_next_and_a_hold_keeps_it_from_disposal()
    {
        var taken = await _room.Exhibit(of: EvidenceClass.Serious);
        await Rule(EvidenceClass.Serious, 10);
        _room.Clock.Push(TimeSpan.FromDays(11));
        await _room.Of<KeepEvidence>().Run(default);
        var until = _room.Clock.GetUtcNow().AddDays(100);

        Granted(await _room.Of<RetentionDesk>().Keep(_room.Owner, taken.Id, until, "The appeal is open", default));
        await _room.Of<KeepEvidence>().Run(default);
        Assert.Null((await _room.Now(taken)).ReviewDue);
        _room.Clock.Push(TimeSpan.FromDays(101));
        await _room.Of<KeepEvidence>().Run(default);
        Assert.NotNull((await _room.Now(taken)).ReviewDue);

        Granted(await _room.Hold(taken.Id.Case));
        Assert.IsType<HoldInForce>(Refused(await _room.Of<RetentionDesk>().Dispose(_room.Owner, taken.Id, _room.Wish(), "Time", default)));
    }

    [Fact]
    public async Task A_rule_counts_once_a_second_person_confirmed_it_and_looking_costs_little_where_nothing_is_due()
    {
        await _room.Exhibit();
        Granted(await _room.Of<RetentionDesk>().Propose(_room.Owner, EvidenceClass.Crime, 5, "MoPI group 3", default));
        Assert.IsType<SamePerson>(Refused(await _room.Of<RetentionDesk>().Confirm(_room.Owner, EvidenceClass.Crime, default)));
        Assert.Null((await _room.Of<RetentionDesk>().Rules(_room.Tenant, default)).Single(rule => rule.Class is EvidenceClass.Crime).InForce);

        await Rule(EvidenceClass.Crime, 6);

        Assert.Equal(6, (await _room.Of<RetentionDesk>().Rules(_room.Tenant, default)).Single(rule => rule.Class is EvidenceClass.Crime).InForce!.Days);
        Assert.Empty(await _room.Of<EvidenceTable>().Marked(_room.Tenant, EvidenceKeys.Work, EvidenceKeys.Work + EvidenceKeys.End, default));
    }

    private async Task Rule(EvidenceClass of, int days)
    {
        Granted(await _room.Of<RetentionDesk>().Propose(_room.Owner, of, days, "MoPI group 3", default));
        Granted(await _room.Of<RetentionDesk>().Confirm(_room.Member("idris", Role.InformationAssetOwner), of, default));
    }
}
