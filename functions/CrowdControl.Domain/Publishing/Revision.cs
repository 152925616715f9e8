using CrowdControl.Domain.Approvals;

namespace CrowdControl.Domain.Publishing;

/// <summary>One immutable version of a submission: what would be sent, when, and the digest that names exactly that.</summary>
/// <param name="Number">1 for the first save, one more for each later one.</param>
/// <param name="PublishAt">When it goes out, or null for "as soon as it is approved".</param>
public sealed record Revision(
    int Number,
    PostContent Content,
    DateTimeOffset? PublishAt,
    TimeSpan MaxLate,
    ContentDigest Digest,
    Signatory By,
    DateTimeOffset At)
{
    public static Revision Of(int number, ChannelId channel, SubmissionKind kind, PostContent content, DateTimeOffset? publishAt,
        Signatory by, DateTimeOffset at) =>
        new(number, content, publishAt, ReleaseTimes.MaxLate,
            ContentDigest.Of(channel, kind, content, publishAt, ReleaseTimes.MaxLate), by, at);
}
