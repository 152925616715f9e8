using CrowdControl.Domain.Approvals;
using CrowdControl.Domain.Publishing;
using static CrowdControl.Tests.Publishing.Story;

namespace CrowdControl.Tests.Publishing;

public sealed class SubmissionActsSpecification
{
    private static readonly PublishingRights Everything = new(true, true, true, true, true);
    private static readonly PublishingRights Author = new(true, false, false, false, false);

    [Fact]
    public void Who_wrote_a_post_cannot_decide_on_it_whatever_rights_they_hold()
    {
        var act = Act(SubmissionActs.Decide, InReview(), Ana, Everything);

        Assert.Equal((false, new OwnPost().Message), (act.Allowed, act.Why));
    }

    [Fact]
    public void Somebody_else_with_the_right_can_decide_while_it_is_in_review()
    {
        Assert.True(Act(SubmissionActs.Decide, InReview(), Ben, Everything).Allowed);
        Assert.False(Act(SubmissionActs.Decide, Approved(), Cleo, Everything).Allowed);
        Assert.False(Act(SubmissionActs.Decide, InReview(), Ben, Author).Allowed);
    }

    [Fact]
    public void Authors_recall_their_own_and_others_need_the_right()
    {
        Assert.True(Act(SubmissionActs.Recall, Approved(), Ana, Author).Allowed);
        Assert.False(Act(SubmissionActs.Recall, Approved(), Ben, Author).Allowed);
        Assert.True(Act(SubmissionActs.Recall, Approved(), Ben, Author with { Recall = true }).Allowed);
    }

    [Fact]
    public void What_was_done_is_not_offered_again()
    {
        Assert.False(Act(SubmissionActs.Submit, InReview(), Ana, Everything).Allowed);
        Assert.False(Act(SubmissionActs.Withdraw, InReview() with { State = SubmissionState.Withdrawn }, Ana, Everything).Allowed);
    }

    public static TheoryData<SubmissionState> States => [.. Enum.GetValues<SubmissionState>()];

    [Theory]
    [MemberData(nameof(States))]
    public void An_act_is_offered_if_and_only_if_the_state_machine_takes_it(SubmissionState state)
    {
        var submission = InReview() with { State = state };

        foreach (var act in SubmissionActs.Of(submission, Ana, Everything, Noon))
        {
            Assert.Equal(act.Allowed, act.Why is null);
            if (act.Act == SubmissionActs.Withdraw && act.Allowed)
                Assert.Equal(SubmissionState.Withdrawn, submission.After(new SubmissionEvent.Withdrawn(Ana, Noon)).State);
            if (act.Act == SubmissionActs.Submit && act.Allowed)
                Assert.Equal(SubmissionState.Draft, state);
        }
    }

    [Fact]
    public void Without_rights_nothing_is_offered()
    {
        Assert.All(SubmissionActs.Of(InReview(), Ben, new PublishingRights(false, false, false, false, false), Noon),
            act => Assert.False(act.Allowed));
    }

    private static PossibleAct Act(string act, Submission submission, Signatory member, PublishingRights rights) =>
        SubmissionActs.Of(submission, member, rights, Noon).Single(possible => possible.Act == act);
}
