using CrowdControl.Domain;
using CrowdControl.Domain.Access;
using CrowdControl.Domain.Publishing;
using CrowdControl.Functions.Hosting;
using Microsoft.AspNetCore.Http;

namespace CrowdControl.Functions.Publishing;

/// <summary>Which submissions are asked for. <paramref name="Wanted"/> judges what the table cannot.</summary>
internal sealed record SubmissionFilter(
    Scope Channels, SubmissionState? State, ChannelId? Channel, MemberId? Author, Func<Submission, bool>? Wanted = null)
{
    public static SubmissionFilter Of(HttpRequest request)
    {
        var (caller, awaitingMe) = (request.Caller(), request.Flag("awaitingMe"));
        return new SubmissionFilter(
            awaitingMe ? caller.ScopeOf(Permission.ReviewPosts) : MemberRights.Seen(caller),
            awaitingMe ? SubmissionState.InReview : request.OneOf<SubmissionState>("state"),
            request.Word("channel") is { } channel ? new ChannelId(Ids.Checked(channel, "channel")) : null,
            request.Flag("mine") ? caller.Member.Id : null,
            awaitingMe ? submission => Awaits(submission, caller) : null);
    }

    /// <summary>The list and the button behind it follow the same rule.</summary>
    private static bool Awaits(Submission submission, Caller caller) =>
        SubmissionActs.Of(submission, caller.Signatory, MemberRights.On(caller, submission.Channel, submission.Kind), caller.At)
            .Any(act => act is { Act: SubmissionActs.Decide, Allowed: true });
}
