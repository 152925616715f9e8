using CrowdControl.Domain;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace CrowdControl.Functions.Publishing;

/// <summary>Which version of which submission an orchestration looks after.</summary>
/// <param name="Until">Nothing is due before; null: look at once.</param>
public sealed record ReleaseRun(TenantId Tenant, SubmissionId Id, int Revision, DateTimeOffset? Until);

/// <summary>Looks after one version of a submission: waits for what happens or for its time, does what is due, and waits
/// again.</summary>
public static class ReleaseSubmission
{
    /// <summary>The event that says: look at the submission again.</summary>
    public const string Changed = "changed";

    private const int RoundsOfOneHistory = 40;

    /// <summary>A minute or two without storage is bridged here; after a longer time the repair starts the orchestration anew.</summary>
    private static readonly TaskOptions Persistent = TaskOptions.FromRetryPolicy(
        new RetryPolicy(6, TimeSpan.FromSeconds(2), 2.5, TimeSpan.FromMinutes(1)));

    [Function(nameof(ReleaseSubmission))]
    public static async Task Run([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var run = context.GetInput<ReleaseRun>() ?? throw new InvalidOperationException("Nobody said which submission this is about.");
        var changed = context.WaitForExternalEvent<string>(Changed);
        for (var round = 0; round < RoundsOfOneHistory; round++)
        {
            if (run.Until is { } until)
            {
                using var waiting = new CancellationTokenSource();
                await Task.WhenAny(changed, context.CreateTimer(until.UtcDateTime, waiting.Token));
                waiting.Cancel();
                if (changed.IsCompleted) changed = context.WaitForExternalEvent<string>(Changed);
            }

            var advanced = await context.CallActivityAsync<Advanced>(nameof(AdvanceSubmission), run, Persistent);
            if (advanced.Over) return;
            run = run with { Until = advanced.Until };
        }

        context.ContinueAsNew(run);
    }
}
