using CrowdControl.Domain;
using CrowdControl.Domain.Publishing;
using CrowdControl.Functions.Auditing;

namespace CrowdControl.Functions.Publishing;

/// <summary>Does with a submission what its state machine says is next, until there is something to wait for.</summary>
public sealed partial class PublishWorker(
    SubmissionStore store, AuditTrail audit, NetworkRoutes routes, MediaStore media, TimeProvider clock)
{
    /// <summary>No submission takes more in one go; after them the orchestration looks again.</summary>
    private const int MostSteps = 12;

    public async Task<Advanced> Advance(ReleaseRun run, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(run);
        var stored = await store.Find(run.Tenant, run.Id, cancellation);
        for (var step = 0; step < MostSteps; step++)
        {
            if (stored is null || stored.Submission.Revision.Number != run.Revision) return new Advanced(true, null);
            switch (stored.Submission.Next(clock.GetUtcNow()))
            {
                case NextStep.Rest:
                    return new Advanced(true, null);
                case NextStep.Wait wait:
                    return new Advanced(false, wait.Until);
                case var next:
                    var done = await Do(stored, next, cancellation);
                    if (done.Until is { } until) return new Advanced(false, until);
                    stored = done.Stored ?? await store.Find(run.Tenant, run.Id, cancellation);
                    break;
            }
        }

        return new Advanced(false, clock.GetUtcNow() + TimeSpan.FromMinutes(1));
    }

    private Task<Step> Do(StoredSubmission stored, NextStep next, CancellationToken cancellation) => next switch
    {
        NextStep.Move move => Move(stored, move.Event, cancellation),
        NextStep.LookAtHalt => LookAtHalt(stored, cancellation),
        NextStep.Publish => Publish(stored, cancellation),
        NextStep.TakeUp takeUp => TakeUp(stored, takeUp.LookFirst, cancellation),
        NextStep.Look => Look(stored, cancellation),
        NextStep.TakeDown => TakeDown(stored, cancellation),
        _ => throw new InvalidOperationException($"Nobody knows how to do {next.GetType().Name}."),
    };

    private async Task<Step> LookAtHalt(StoredSubmission stored, CancellationToken cancellation)
    {
        var (submission, now) = (stored.Submission, clock.GetUtcNow());
        if (await routes.HaltOf(submission.Tenant, submission.Channel, cancellation) is null)
            return await Move(stored, new SubmissionEvent.HaltEnded(now), cancellation);

        var again = submission.NextLookAtHalt(now);
        await store.PutOff(submission, again, cancellation);
        return new Step(stored, again);
    }

    /// <summary>A move that only stands if nobody wrote in between; what has to follow it is decided anew otherwise.</summary>
    private async Task<Step> Move(StoredSubmission before, SubmissionEvent happened, CancellationToken cancellation)
    {
        if (before.Submission.Apply(happened) is not Outcome<Submission>.Done { Value: var after }) return Step.Again;
        await Record(before, after, happened, cancellation);
        return new Step(await store.Replace(before, after, happened.At, cancellation));
    }

    /// <summary>Writes down what the network did: it stands, whoever wrote in between.</summary>
    private async Task<Step> Conclude(StoredSubmission before, SubmissionEvent happened, CancellationToken cancellation)
    {
        for (StoredSubmission? on = before; on is not null; on = await store.Find(on.Submission.Tenant, on.Submission.Id, cancellation))
        {
            var step = await Move(on, happened, cancellation);
            if (step.Stored is not null || on.Submission.Apply(happened) is Outcome<Submission>.Refused) return step;
        }

        return Step.Again;
    }

    private async Task Record(StoredSubmission before, Submission after, SubmissionEvent happened, CancellationToken cancellation)
    {
        if (SubmissionRecord.Of(before, after, happened) is { } entry) await audit.Record(entry, cancellation);
    }

    /// <summary>What a step left behind: the submission as written, or a moment to wait for; neither where somebody else wrote
    /// first.</summary>
    private sealed record Step(StoredSubmission? Stored, DateTimeOffset? Until = null)
    {
        public static Step Again { get; } = new((StoredSubmission?)null);
    }
}
