using CrowdControl.Domain.Approvals;
using CrowdControl.Domain.Publishing;
using CrowdControl.Tests.Publishing;
using static CrowdControl.Tests.Publishing.Story;

namespace CrowdControl.Tests.Approvals;

public sealed class ReviewSpecification
{
    [Fact]
    public void One_approver_who_did_not_contribute_approves()
    {
        var submission = InReview();

        var after = submission.Says(Ben, Verdict.Approved);

        Assert.Equal(SubmissionState.Approved, after.State);
        Assert.True(after.IsApproved);
    }

    [Fact]
    public void Nobody_approves_their_own_post()
    {
        var submission = InReview();

        submission.Refuses<OwnPost>(Decided(submission, Ana, Verdict.Approved));
    }

    [Fact]
    public void A_second_member_of_the_same_person_is_no_second_pair_of_eyes()
    {
        var submission = InReview();
        var anasOtherSelf = Ana with { Member = new("ana-2"), Name = "A." };

        submission.Refuses<OwnPost>(Decided(submission, anasOtherSelf, Verdict.Approved));
    }

    [Fact]
    public void An_approver_who_edits_becomes_a_contributor_and_cannot_approve()
    {
        var edited = InReview().After(new SubmissionEvent.Edited(Ben, Text("The ford is open again."), null, AsApprover: true, Noon));

        var again = edited.After(new SubmissionEvent.Submitted(Ana, edited.Revision.Digest, Noon))
            .After(new SubmissionEvent.ReviewOpened(ApprovalPolicy.Default, Noon));

        again.Refuses<OwnPost>(Decided(again, Ben, Verdict.Approved));
        Assert.Equal(SubmissionState.Approved, again.Says(Cleo, Verdict.Approved).State);
    }

    [Fact]
    public void An_edit_voids_sign_offs()
    {
        var approved = Approved();

        var edited = approved.After(new SubmissionEvent.Edited(Ana, Text("Something else."), null, AsApprover: false, Noon));

        Assert.Equal(SubmissionState.Draft, edited.State);
        Assert.All(edited.Decisions, decision => Assert.False(decision.Counted));
        Assert.False(edited.IsApproved);
    }

    [Fact]
    public void Sign_offs_stay_void_when_the_old_words_come_back()
    {
        var approved = Approved();
        var back = approved
            .After(new SubmissionEvent.Edited(Ana, Text("Something else."), null, AsApprover: false, Noon))
            .After(new SubmissionEvent.Edited(Ana, Text(), null, AsApprover: false, Noon));

        var again = back.After(new SubmissionEvent.Submitted(Ana, approved.Revision.Digest, Noon.AddMinutes(1)))
            .After(new SubmissionEvent.ReviewOpened(ApprovalPolicy.Default, Noon.AddMinutes(1)));

        Assert.False(again.IsApproved);
        Assert.Equal(SubmissionState.Approved, again.Says(Ben, Verdict.Approved, Noon.AddMinutes(2)).State);
    }

    [Fact]
    public void A_decision_on_an_older_version_is_refused()
    {
        var old = InReview();
        var edited = old.After(new SubmissionEvent.Edited(Ana, Text("Something else."), null, AsApprover: false, Noon));
        var again = edited.After(new SubmissionEvent.Submitted(Ana, edited.Revision.Digest, Noon))
            .After(new SubmissionEvent.ReviewOpened(ApprovalPolicy.Default, Noon));

        again.Refuses<DifferentVersion>(Decided(old, Ben, Verdict.Approved));
    }

    [Fact]
    public void Late_approval_never_publishes()
    {
        var submission = InReview(publishAt: Noon.AddHours(1));
        var latest = Noon.AddHours(1) - ReleaseTimes.MinimumLead;

        submission.Refuses<ApprovedTooLate>(Decided(submission, Ben, Verdict.Approved, latest));
        Assert.Equal(SubmissionState.Approved, submission.Says(Ben, Verdict.Approved, latest.AddTicks(-1)).State);
        Assert.Equal(SubmissionState.Expired, submission.After(new SubmissionEvent.DeadlinePassed(latest)).State);
    }

    [Fact]
    public void Without_a_time_it_may_be_approved_for_seven_days()
    {
        var submission = InReview();
        var latest = Noon.AddDays(7);

        Assert.Equal(latest, submission.LatestApprovalAt);
        submission.Refuses<ApprovedTooLate>(Decided(submission, Ben, Verdict.Approved, latest));
    }

    [Fact]
    public void The_later_of_two_racing_decisions_is_kept_uncounted()
    {
        var approved = Approved();

        var late = approved.Says(Cleo, Verdict.Rejected);

        Assert.Equal(SubmissionState.Approved, late.State);
        Assert.False(Assert.Single(late.Decisions, decision => decision.By == Cleo).Counted);
    }

    [Fact]
    public void The_same_decision_again_changes_nothing()
    {
        var approved = Approved();

        Assert.Same(approved, approved.Says(Ben, Verdict.Approved));
        approved.Refuses<AlreadyDecided>(Decided(approved, Ben, Verdict.Rejected));
    }

    [Theory]
    [InlineData(Verdict.Rejected, SubmissionState.Rejected)]
    [InlineData(Verdict.ChangesRequested, SubmissionState.ChangesRequested)]
    public void One_no_closes_the_step_and_says_why(Verdict verdict, SubmissionState expected)
    {
        var submission = InReview(policy: TwoOfEverything);

        var after = submission.Says(Ben, verdict, reason: "Name the road.");

        Assert.Equal(expected, after.State);
        Assert.Equal("Name the road.", after.StateReason);
        submission.Refuses<ReasonMissing>(Decided(submission, Ben, verdict, reason: " "));
    }

    [Fact]
    public void A_quorum_is_of_people_and_steps_follow_one_another()
    {
        var submission = InReview(policy: TwoOfEverything);
        var dora = Someone("dora");
        var emil = Someone("emil");

        var one = submission.Says(Ben, Verdict.Approved);
        var two = one.Says(Cleo, Verdict.Approved);
        var three = two.Says(dora, Verdict.Approved);

        Assert.Equal((0, 1, 1), (one.Review!.Step, two.Review!.Step, three.Review!.Step));
        Assert.Equal(SubmissionState.InReview, three.State);
        Assert.Equal(SubmissionState.Approved, three.Says(emil, Verdict.Approved).State);
    }

    [Fact]
    public void A_quorum_of_nobody_is_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => new Quorum(0));

    private static ApprovalPolicy TwoOfEverything =>
        new("two", [new ApprovalStep("Press office", new Quorum(2)), new ApprovalStep("Command", new Quorum(2))]);

    private static SubmissionEvent.Decided Decided(Submission on, Signatory by, Verdict verdict, DateTimeOffset? at = null,
        string? reason = "because") =>
        new(by, verdict, on.Revision.Digest, reason, at ?? Noon);
}
