using CrowdControl.Domain;
using CrowdControl.Domain.Publishing;
using CrowdControl.Functions.Networks;

namespace CrowdControl.Functions.Publishing;

public sealed partial class PublishWorker
{
    private const string TooLate = "It was interrupted before it went out, and now it is too late: nothing is published late.";

    private async Task<Step> Publish(StoredSubmission stored, CancellationToken cancellation)
    {
        var (submission, now) = (stored.Submission, clock.GetUtcNow());
        var route = await routes.To(submission.Tenant, submission.Channel, cancellation);
        if (route.Halt is { } halt) return await Move(stored, new SubmissionEvent.Halted(halt, now), cancellation);

        var claimed = await Move(stored, new SubmissionEvent.AttemptClaimed(now), cancellation);
        return claimed.Stored is { } mine ? await Call(mine, route, cancellation) : claimed;
    }

    /// <summary>Goes on with an attempt that somebody began: the network is asked before anything is sent a second time.</summary>
    private async Task<Step> TakeUp(StoredSubmission stored, bool lookFirst, CancellationToken cancellation)
    {
        var (submission, now) = (stored.Submission, clock.GetUtcNow());
        var route = await routes.To(submission.Tenant, submission.Channel, cancellation);
        if (lookFirst)
            switch (await Seen(submission, route, cancellation))
            {
                case Sight.Live live:
                    return await Conclude(stored, WentLive(live.Post, now), cancellation);
                case Sight.Unclear unclear:
                    return await Conclude(stored, new SubmissionEvent.AnswerLost(unclear.Why, now), cancellation);
            }

        if (route.Halt is not null || now >= submission.RetryUntil)
        {
            // A call that was cut off may still arrive. Until it no longer can, nobody may say that nothing went out.
            var settled = submission.Attempt!.LastCallAt + ReleaseTimes.AnswerSettles;
            if (lookFirst && now < settled) return new Step(stored, settled);
            return await Move(stored, now >= submission.RetryUntil
                ? new SubmissionEvent.RefusedByNetwork(TooLate, now)
                : new SubmissionEvent.Halted(route.Halt!, now), cancellation);
        }

        var resumed = await Move(stored, new SubmissionEvent.AttemptResumed(now), cancellation);
        return resumed.Stored is { } mine ? await Call(mine, route, cancellation) : resumed;
    }

    /// <summary>The intent stands in the record before the call, and halts are looked at once more between the two.</summary>
    private async Task<Step> Call(StoredSubmission claimed, NetworkRoute route, CancellationToken cancellation)
    {
        var (submission, attempt) = (claimed.Submission, claimed.Submission.Attempt!);
        var images = await media.ToSend(submission, cancellation);
        if (images is null)
            return await Conclude(
                claimed, new SubmissionEvent.RefusedByNetwork("An image of it is not stored any more.", clock.GetUtcNow()), cancellation);
        await audit.Record(SubmissionRecord.PublishAsked(submission, clock.GetUtcNow()), cancellation);
        if (await routes.HaltOf(submission.Tenant, submission.Channel, cancellation) is { } halt)
            return await Move(claimed, new SubmissionEvent.Halted(halt, clock.GetUtcNow()), cancellation);

        var answer = await route.Network!.Publish(
            route.Access!, new OutgoingPost(submission.Revision.Content, images, attempt.KeyAt), KeyOf(attempt), cancellation);
        if (answer is PublishAnswer.Refused { CredentialRejected: true } rejected)
            await routes.CredentialRejected(route, rejected.Why, cancellation);
        return await Conclude(claimed, Event(answer, clock.GetUtcNow()), cancellation);
    }

    private async Task<Step> Look(StoredSubmission stored, CancellationToken cancellation)
    {
        var (submission, now) = (stored.Submission, clock.GetUtcNow());
        var route = await routes.To(submission.Tenant, submission.Channel, cancellation);
        return await Conclude(stored, await Seen(submission, route, cancellation) switch
        {
            Sight.Live live => WentLive(live.Post, now),
            Sight.Absent => new SubmissionEvent.NotFoundLive(now),
            Sight.Unclear unclear => new SubmissionEvent.LookFailed(unclear.Why, now),
            _ => throw new InvalidOperationException("A post is live, absent, or it is not clear."),
        }, cancellation);
    }

    private async Task<Sight> Seen(Submission submission, NetworkRoute route, CancellationToken cancellation)
    {
        if (route is not { Channel: not null, Network: { } network, Access: { } access })
            return new Sight.Unclear(route.Halt ?? "The channel is not connected to its network.");
        try
        {
            var post = await network.Find(access, KeyOf(submission.Attempt!), cancellation);
            return post is null ? new Sight.Absent() : new Sight.Live(post);
        }
        catch (NetworkException fault)
        {
            if (fault.Fault is NetworkFault.CredentialRejected) await routes.CredentialRejected(route, fault.Message, cancellation);
            return new Sight.Unclear(fault.Message);
        }
    }

    private static SubmissionEvent Event(PublishAnswer answer, DateTimeOffset now) => answer switch
    {
        PublishAnswer.Published published => WentLive(published.Post, now),
        PublishAnswer.Refused refused => new SubmissionEvent.RefusedByNetwork(refused.Why, now),
        PublishAnswer.Throttled throttled => new SubmissionEvent.Throttled(throttled.RetryAt, now),
        PublishAnswer.Unknown unknown => new SubmissionEvent.AnswerLost(unknown.Why, now),
        _ => new SubmissionEvent.AnswerLost("The network's adapter gave an answer that nobody knows.", now),
    };

    private static SubmissionEvent.WentLive WentLive(LivePost post, DateTimeOffset now) =>
        new(new Receipt(post.NativeId, post.Version, post.PublicAddress, now), now);

    private static PublishKey KeyOf(PublishAttempt attempt) => new(attempt.Key, attempt.KeyAt);

    /// <summary>What a look at the network showed.</summary>
    private abstract record Sight
    {
        public sealed record Live(LivePost Post) : Sight;

        public sealed record Absent : Sight;

        public sealed record Unclear(string Why) : Sight;
    }
}
