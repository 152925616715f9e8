using CrowdControl.Domain.Publishing;
using CrowdControl.Functions.Networks;

namespace CrowdControl.Functions.Publishing;

public sealed partial class PublishWorker
{
    /// <summary>Asks the network to remove the live post. No halt stands in the way, and asking twice is harmless.</summary>
    private async Task<Step> TakeDown(StoredSubmission stored, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var claimed = await Move(stored, new SubmissionEvent.RemovalClaimed(now), cancellation);
        if (claimed.Stored is not { Submission: { Live: { } live, Removal: { } removal } submission } mine) return claimed;
        var route = await routes.To(submission.Tenant, submission.Channel, cancellation);
        if (route is not { Network: { } network, Access: { } access })
            return await Conclude(
                mine, new SubmissionEvent.RemovalRefused(route.Halt ?? "The channel is not connected to its network.", now), cancellation);

        await audit.Record(SubmissionRecord.RemovalAsked(submission, now), cancellation);
        var answer = await network.Remove(access, live.NativeId, cancellation);
        if (answer is RemoveAnswer.Refused { CredentialRejected: true } rejected)
            await routes.CredentialRejected(route, rejected.Why, cancellation);
        return await Conclude(mine, Event(answer, removal, clock.GetUtcNow()), cancellation);
    }

    private static SubmissionEvent Event(RemoveAnswer answer, Removal removal, DateTimeOffset now) => answer switch
    {
        RemoveAnswer.Removed => new SubmissionEvent.Removed(RemovalCause.ByUs, now),
        RemoveAnswer.Refused refused => new SubmissionEvent.RemovalRefused(refused.Why, now),
        RemoveAnswer.Throttled throttled => new SubmissionEvent.RemovalDelayed("The network asked us to wait.", throttled.RetryAt, now),
        RemoveAnswer.Unknown unknown => Later(unknown.Why, removal, now),
        _ => Later("The network's adapter gave an answer that nobody knows.", removal, now),
    };

    private static SubmissionEvent.RemovalDelayed Later(string why, Removal removal, DateTimeOffset now) =>
        new(why, now + ReleaseTimes.UntilNextLook(removal.Calls), now);
}
