using CrowdControl.Domain;
using CrowdControl.Domain.Approvals;
using CrowdControl.Domain.Publishing;
using static CrowdControl.Tests.Publishing.Story;

namespace CrowdControl.Tests.Publishing;

/// <summary>Random people do random things at random times; whatever they do, some things never happen.</summary>
public sealed class InvariantSpecification
{
    private static readonly Signatory[] People = [Ana, Ben, Cleo, Someone("dora"), Ana with { Member = new MemberId("ana-2") }];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Nothing_goes_out_without_a_counted_approval_of_exactly_that_version_by_somebody_else(int seed)
    {
        var random = new Random(seed);
        var published = 0;

        for (var story = 0; story < 1_500; story++)
        {
            var submission = Draft(publishAt: random.Next(2) == 0 ? null : Noon.AddHours(1));
            var now = Noon;
            for (var move = 0; move < 40; move++)
            {
                now += TimeSpan.FromSeconds(random.Next(random.Next(20) == 0 ? 200_000 : 600));
                submission = Follow(submission, Anything(submission, random, now), seed, story);
                if (submission.State is SubmissionState.Published) published++;
            }
        }

        Assert.True(published > 20, $"only {published} stories got as far as Published: the test shows nothing");
    }

    [Fact]
    public void Every_state_and_event_ends_in_a_listed_transition_or_a_named_refusal()
    {
        var random = new Random(5);
        var seen = new HashSet<(SubmissionState From, SubmissionState To)>();

        for (var story = 0; story < 4_000; story++)
        {
            var submission = Draft(publishAt: random.Next(2) == 0 ? null : Noon.AddHours(1));
            var now = Noon;
            for (var move = 0; move < 40; move++)
            {
                now += TimeSpan.FromSeconds(random.Next(random.Next(20) == 0 ? 200_000 : 600));
                if (submission.Apply(Anything(submission, random, now)) is not Outcome<Submission>.Done { Value: var after }) continue;
                seen.Add((submission.State, after.State));
                submission = after;
            }
        }

        Assert.Empty(seen.Where(move => move.From != move.To).Except(Listed));
        Assert.Empty(Listed.Except(seen));
    }

    private static Submission Follow(Submission before, SubmissionEvent happened, int seed, int story)
    {
        if (before.Apply(happened) is not Outcome<Submission>.Done { Value: var after }) return before;

        var where = $"seed {seed}, story {story}: {before.State} -> {after.State} by {happened.GetType().Name}";
        if (after.State is SubmissionState.Publishing or SubmissionState.OutcomeUnknown or SubmissionState.Published or SubmissionState.Failed)
            Assert.True(HasHonestApproval(after), where);
        if (after.State is SubmissionState.Publishing && before.State is not SubmissionState.Publishing)
            Assert.True(before.State is SubmissionState.Approved or SubmissionState.Scheduled or SubmissionState.Failed, where);
        if (before.State is SubmissionState.OutcomeUnknown)
            Assert.True(after.State is SubmissionState.OutcomeUnknown or SubmissionState.Published or SubmissionState.Failed, where);
        Assert.True(after.State is not SubmissionState.Published || after.Live is not null, where);
        Assert.True(after.Attempts.Select(attempt => (attempt.Revision, attempt.Key)).Distinct().Count()
            == after.Attempts.Select(attempt => attempt.Revision).Distinct().Count(), where);
        return after;
    }

    private static bool HasHonestApproval(Submission submission) => submission.Decisions.Any(decision =>
        decision.Counted && decision.Verdict is Verdict.Approved && decision.Digest == submission.Revision.Digest
        && decision.At < submission.LatestApprovalAt && !submission.Contributors.Any(decision.By.IsSamePersonAs));

    private static SubmissionEvent Anything(Submission on, Random random, DateTimeOffset now)
    {
        var who = People[random.Next(People.Length)];
        var digest = random.Next(10) == 0 ? new ContentDigest("another version") : on.Revision.Digest;
        var at = random.Next(2) == 0 ? (DateTimeOffset?)null : now.AddHours(1);
        return (random.Next(2) == 0 ? Likely(on, random) : random.Next(32)) switch
        {
            0 => new SubmissionEvent.Edited(who, Text("Words " + random.Next(3)), at, random.Next(2) == 0, now),
            1 or 2 or 3 => new SubmissionEvent.Submitted(who, digest, now),
            4 or 5 or 6 => new SubmissionEvent.ReviewOpened(ApprovalPolicy.Default, now),
            7 => new SubmissionEvent.Blocked("a rule", now),
            8 or 9 or 10 or 11 => new SubmissionEvent.Decided(who, (Verdict)Math.Max(0, random.Next(8) - 5), digest, "because", now),
            12 => new SubmissionEvent.Withdrawn(who, now),
            13 => new SubmissionEvent.Recalled(who, "stop", now),
            14 => new SubmissionEvent.DeadlinePassed(now),
            15 => new SubmissionEvent.Scheduled(now),
            16 => new SubmissionEvent.Halted("paused", now),
            17 or 18 => new SubmissionEvent.HaltEnded(now),
            19 or 20 or 21 => new SubmissionEvent.AttemptClaimed(now),
            22 => new SubmissionEvent.AttemptResumed(now),
            23 => new SubmissionEvent.WentLive(OurReceipt, now),
            24 => new SubmissionEvent.RefusedByNetwork("no", now),
            25 => new SubmissionEvent.Throttled(now.AddMinutes(1), now),
            26 => new SubmissionEvent.AnswerLost("lost", now),
            27 => new SubmissionEvent.NotFoundLive(now),
            28 => new SubmissionEvent.RetryOrdered(who, now),
            29 => new SubmissionEvent.TakeDownOrdered(who, "wrong", now),
            30 => new SubmissionEvent.Removed(RemovalCause.ByUs, now),
            _ => new SubmissionEvent.RemovalClaimed(now),
        };
    }

    /// <summary>What usually comes next, so that enough stories get far.</summary>
    private static int Likely(Submission on, Random random) => on.State switch
    {
        SubmissionState.Draft => 1,
        SubmissionState.Submitted => 4,
        SubmissionState.InReview => 8,
        SubmissionState.Approved => random.Next(3) == 0 ? 16 : on.Revision.PublishAt is null ? 19 : 15,
        SubmissionState.Scheduled => 19,
        SubmissionState.Held => 17,
        SubmissionState.Publishing => 23 + random.Next(4),
        SubmissionState.OutcomeUnknown => random.Next(2) == 0 ? 23 : 27,
        SubmissionState.Failed => 28,
        SubmissionState.Published => 29,
        _ => 0,
    };

    /// <summary>Section 3.1 of the product, as far as this product goes today.</summary>
    private static readonly HashSet<(SubmissionState From, SubmissionState To)> Listed =
    [
        (SubmissionState.Draft, SubmissionState.Submitted),
        (SubmissionState.Submitted, SubmissionState.InReview),
        (SubmissionState.Submitted, SubmissionState.ChangesRequested),
        (SubmissionState.InReview, SubmissionState.Approved),
        (SubmissionState.InReview, SubmissionState.ChangesRequested),
        (SubmissionState.InReview, SubmissionState.Rejected),
        .. To(SubmissionState.Draft, SubmissionState.InReview, SubmissionState.ChangesRequested, SubmissionState.Approved,
            SubmissionState.Scheduled, SubmissionState.Held),
        .. To(SubmissionState.Withdrawn, SubmissionState.Draft, SubmissionState.Submitted, SubmissionState.InReview,
            SubmissionState.ChangesRequested, SubmissionState.Held),
        .. To(SubmissionState.Recalled, SubmissionState.Approved, SubmissionState.Scheduled, SubmissionState.Held),
        .. To(SubmissionState.Expired, SubmissionState.Submitted, SubmissionState.InReview, SubmissionState.ChangesRequested,
            SubmissionState.Approved, SubmissionState.Scheduled, SubmissionState.Held),
        (SubmissionState.Approved, SubmissionState.Scheduled),
        (SubmissionState.Approved, SubmissionState.Publishing),
        (SubmissionState.Scheduled, SubmissionState.Publishing),
        .. To(SubmissionState.Held, SubmissionState.Submitted, SubmissionState.InReview, SubmissionState.Approved,
            SubmissionState.Scheduled, SubmissionState.Publishing),
        .. From(SubmissionState.Held, SubmissionState.Submitted, SubmissionState.InReview, SubmissionState.Approved,
            SubmissionState.Scheduled),
        .. From(SubmissionState.Publishing, SubmissionState.Published, SubmissionState.Failed, SubmissionState.OutcomeUnknown),
        .. From(SubmissionState.OutcomeUnknown, SubmissionState.Published, SubmissionState.Failed),
        (SubmissionState.Failed, SubmissionState.Publishing),
        (SubmissionState.Published, SubmissionState.RemovedFromNetwork),
    ];

    private static IEnumerable<(SubmissionState From, SubmissionState To)> To(SubmissionState to, params SubmissionState[] from) =>
        from.Select(state => (state, to));

    private static IEnumerable<(SubmissionState From, SubmissionState To)> From(SubmissionState from, params SubmissionState[] to) =>
        to.Select(state => (from, state));
}
