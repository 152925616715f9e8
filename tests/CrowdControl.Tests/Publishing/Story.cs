using System.Collections.Immutable;
using CrowdControl.Domain;
using CrowdControl.Domain.Approvals;
using CrowdControl.Domain.Publishing;

namespace CrowdControl.Tests.Publishing;

/// <summary>Submissions in the states that the specifications start from; a test spells out only what matters to it.</summary>
internal static class Story
{
    public static readonly DateTimeOffset Noon = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    public static readonly Signatory Ana = Someone("ana");
    public static readonly Signatory Ben = Someone("ben");
    public static readonly Signatory Cleo = Someone("cleo");

    public static Signatory Someone(string name) => new(new MemberId(name), name, "person-" + name);

    public static PostContent Text(string text = "The ford at Wendle is closed.") =>
        new(text, ["en-GB"], ImmutableArray<PostImage>.Empty);

    public static Submission Draft(PostContent? content = null, DateTimeOffset? publishAt = null) =>
        Submission.Draft(new TenantId("wendle"), new SubmissionId("s1"), new ChannelId("main"), SubmissionKind.Post,
            content ?? Text(), publishAt, Ana, Noon);

    public static Submission Submitted(DateTimeOffset? publishAt = null) =>
        Draft(publishAt: publishAt).After(new SubmissionEvent.Submitted(Ana, Draft(publishAt: publishAt).Revision.Digest, Noon));

    public static Submission InReview(DateTimeOffset? publishAt = null, ApprovalPolicy? policy = null) =>
        Submitted(publishAt).After(new SubmissionEvent.ReviewOpened(policy ?? ApprovalPolicy.Default, Noon));

    public static Submission Approved(DateTimeOffset? publishAt = null) => InReview(publishAt).Says(Ben, Verdict.Approved);

    public static Submission Scheduled(DateTimeOffset publishAt) =>
        Approved(publishAt).After(new SubmissionEvent.Scheduled(Noon));

    public static Submission Claimed() => Approved().After(new SubmissionEvent.AttemptClaimed(Noon));

    public static Submission OutcomeUnknown() => Claimed().After(new SubmissionEvent.AnswerLost("no answer in time", Noon));

    public static Submission Published() => Claimed().After(new SubmissionEvent.WentLive(OurReceipt, Noon));

    public static Submission Failed() => Claimed().After(new SubmissionEvent.RefusedByNetwork("too long", Noon));

    public static Submission Held() => Approved().After(new SubmissionEvent.Halted("The channel is paused.", Noon));

    public static Receipt OurReceipt => new("at://did:plc:wendle/app.bsky.feed.post/3k", "bafy1", new Uri("https://wendle.example/3k"), Noon);

    public static Submission Says(this Submission submission, Signatory who, Verdict verdict, DateTimeOffset? at = null,
        string? reason = "because") =>
        submission.After(new SubmissionEvent.Decided(who, verdict, submission.Revision.Digest, reason, at ?? Noon));

    public static Submission After(this Submission submission, SubmissionEvent happened) =>
        Assert.IsType<Outcome<Submission>.Done>(submission.Apply(happened)).Value;

    public static TRefusal Refuses<TRefusal>(this Submission submission, SubmissionEvent happened) where TRefusal : Refusal =>
        Assert.IsType<TRefusal>(Assert.IsType<Outcome<Submission>.Refused>(submission.Apply(happened)).Why);
}
