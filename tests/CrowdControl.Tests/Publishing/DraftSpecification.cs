using CrowdControl.Domain;
using CrowdControl.Domain.Publishing;
using static CrowdControl.Tests.Publishing.Story;

namespace CrowdControl.Tests.Publishing;

public sealed class DraftSpecification
{
    [Fact]
    public void Each_save_makes_a_version()
    {
        var draft = Draft();

        var saved = draft.After(new SubmissionEvent.Edited(Ana, Text("Other words."), null, AsApprover: false, Noon.AddMinutes(1)));

        Assert.Equal((1, 2), (draft.Revision.Number, saved.Revision.Number));
        Assert.NotEqual(draft.Revision.Digest, saved.Revision.Digest);
        Assert.Equal(SubmissionState.Draft, saved.State);
    }

    [Fact]
    public void Nobody_edits_another_persons_draft()
    {
        Draft().Refuses<NotTheAuthor>(new SubmissionEvent.Edited(Ben, Text("Mine now."), null, AsApprover: true, Noon));
    }

    [Fact]
    public void The_digest_is_fixed_when_it_is_submitted()
    {
        var draft = Draft();

        draft.Refuses<DifferentVersion>(new SubmissionEvent.Submitted(Ana, new ContentDigest("of another version"), Noon));

        Assert.Equal(SubmissionState.Submitted, Submitted().State);
    }

    [Fact]
    public void A_time_that_leaves_nobody_the_time_to_approve_is_refused()
    {
        var draft = Draft(publishAt: Noon + ReleaseTimes.MinimumLead);

        draft.Refuses<TooSoonToApprove>(new SubmissionEvent.Submitted(Ana, draft.Revision.Digest, Noon));
    }

    [Fact]
    public void Submitting_the_same_version_again_changes_nothing()
    {
        var submission = InReview();

        Assert.Same(submission, submission.After(new SubmissionEvent.Submitted(Ana, submission.Revision.Digest, Noon)));
    }

    [Fact]
    public void A_broken_rule_sends_it_back_and_is_named()
    {
        var blocked = Submitted().After(new SubmissionEvent.Blocked("It has 301 characters; the network takes 300.", Noon));

        Assert.Equal(SubmissionState.ChangesRequested, blocked.State);
        Assert.Contains("301", blocked.StateReason, StringComparison.Ordinal);
    }

    public static TheoryData<SubmissionState> BeforeApproval =>
        [SubmissionState.Draft, SubmissionState.Submitted, SubmissionState.InReview, SubmissionState.ChangesRequested];

    [Theory]
    [MemberData(nameof(BeforeApproval))]
    public void The_author_takes_back_what_nobody_approved_yet(SubmissionState state)
    {
        var submission = InReview() with { State = state };

        Assert.Equal(SubmissionState.Withdrawn, submission.After(new SubmissionEvent.Withdrawn(Ana, Noon)).State);
        submission.Refuses<NotTheAuthor>(new SubmissionEvent.Withdrawn(Ben, Noon));
    }

    [Fact]
    public void What_was_approved_is_recalled_and_not_withdrawn()
    {
        Approved().Refuses<MoveNotListed>(new SubmissionEvent.Withdrawn(Ana, Noon));

        Assert.Equal(SubmissionState.Recalled, Approved().After(new SubmissionEvent.Recalled(Ben, "Overtaken.", Noon)).State);
        Assert.Equal(SubmissionState.Recalled, Held().After(new SubmissionEvent.Recalled(Ben, "Overtaken.", Noon)).State);
    }

    [Fact]
    public void What_is_being_published_can_no_longer_be_recalled()
    {
        Claimed().Refuses<MoveNotListed>(new SubmissionEvent.Recalled(Ana, "Too late.", Noon));
    }
}
