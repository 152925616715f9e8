using CrowdControl.Domain;
using CrowdControl.Domain.Approvals;
using CrowdControl.Domain.Disclosing;
using CrowdControl.Tests.Publishing;

namespace CrowdControl.Tests.Disclosing;

public sealed class DisclosurePackSpecification
{
    private static readonly DisclosurePack Asked = DisclosurePack.Ask(
        new TenantId("force"), new DisclosureId("d"), TermsSpecification.Terms(), Somebody("dora"));

    private static DisclosurePack Approved => Asked.Approve(Somebody("fran")).Value();

    [Fact]
    public void Nobody_approves_what_they_asked_for_themselves()
    {
        Assert.IsType<OwnDisclosure>(Asked.Approve(Somebody("dora")).Why());
        Assert.IsType<OwnDisclosure>(Asked.Approve(new DisclosureActor(new Signatory(new MemberId("other"), "Dora", "person-dora"), default)).Why());
    }

    [Fact]
    public void Approving_twice_is_approving_once_and_another_comes_too_late()
    {
        Assert.Equal(Approved, Approved.Approve(Somebody("fran")).Value());
        Assert.IsType<Refusal.WrongState>(Approved.Approve(Somebody("gwen")).Why());
    }

    [Fact]
    public void What_was_refused_or_cancelled_stays_so()
    {
        foreach (var over in new[] { Asked.Refuse(Somebody("fran"), "no").Value(), Asked.Cancel("mistake").Value() })
        {
            Assert.IsType<Refusal.WrongState>(over.Approve(Somebody("gwen")).Why());
            Assert.Equal(over, over.Reach(DisclosureStage.Packing, 1, 1));
            Assert.Equal(over, over.Finish(new MadePack("", "", 1, 1, 1, default)));
        }
    }

    [Fact]
    public void Once_the_record_says_that_it_was_exported_it_cannot_be_called_off()
    {
        var writing = Approved.Reach(DisclosureStage.Writing, 5, 5);

        Assert.Equal(DisclosureState.Cancelled, writing.Cancel("mistake").Value().State);
        Assert.IsType<Refusal.WrongState>(writing.Reach(DisclosureStage.Exporting, 5, null).Cancel("mistake").Why());
    }

    [Fact]
    public void A_step_that_was_overtaken_takes_nothing_back()
    {
        var far = Approved.Reach(DisclosureStage.Gathering, 400, 900);

        Assert.Equal(far, far.Reach(DisclosureStage.Gathering, 200, null));
        Assert.Equal(far, far.Reach(DisclosureStage.Selecting, 0, null));
        Assert.Equal((DisclosureStage.Writing, 900, 900), far.Reach(DisclosureStage.Writing, 900, null) is var on ? (on.Stage, on.Done, on.Total) : default);
    }

    private static DisclosureActor Somebody(string name) => new(new Signatory(new MemberId(name), name, $"person-{name}"), default);
}
