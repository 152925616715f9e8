using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace CrowdControl.Functions.Publishing;

/// <summary>Finds what was due and was not done, because the engine was away when it had to be told, and tells it again.</summary>
public sealed class RepairSubmissions(SubmissionStore store, ReleaseRuns runs, TimeProvider clock)
{
    /// <summary>What is due later than this may well be under way.</summary>
    internal static readonly TimeSpan Grace = TimeSpan.FromMinutes(1);

    [Function(nameof(RepairSubmissions))]
    public async Task Run(
        [TimerTrigger("30 * * * * *")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        await foreach (var (tenant, id, revision) in store.Overdue(clock.GetUtcNow() - Grace, cancellation))
            await runs.Begin(client, new ReleaseRun(tenant, id, revision, null), cancellation);
    }
}
