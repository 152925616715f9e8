using Microsoft.Azure.Functions.Worker;

namespace CrowdControl.Functions.Publishing;

/// <summary>What came of a look at a submission: nothing is left to do, or when to look again.</summary>
public sealed record Advanced(bool Over, DateTimeOffset? Until);

/// <summary>Does what is due for a submission now. It may run twice: each step starts from what is stored.</summary>
public sealed class AdvanceSubmission(PublishWorker worker)
{
    [Function(nameof(AdvanceSubmission))]
    public Task<Advanced> Run([ActivityTrigger] ReleaseRun run, CancellationToken cancellation) => worker.Advance(run, cancellation);
}
