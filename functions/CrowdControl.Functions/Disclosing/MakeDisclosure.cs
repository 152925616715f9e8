using CrowdControl.Domain;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace CrowdControl.Functions.Disclosing;

/// <summary>Which pack an orchestration makes.</summary>
public sealed record DisclosureRun(TenantId Tenant, DisclosureId Id);

/// <summary>What came of a step: whether the pack is made, or will never be.</summary>
public sealed record DisclosureStep(bool Over);

/// <summary>Makes one pack: step after step, until it is there. Each step is stored before the next begins.</summary>
public static class MakeDisclosure
{
    private const int StepsOfOneHistory = 50;

    /// <summary>Some minutes without storage are bridged here; after a longer time the repair starts the orchestration anew.</summary>
    private static readonly TaskOptions Persistent = TaskOptions.FromRetryPolicy(
        new RetryPolicy(6, TimeSpan.FromSeconds(2), 2.5, TimeSpan.FromMinutes(1)));

    [Function(nameof(MakeDisclosure))]
    public static async Task Run([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var run = context.GetInput<DisclosureRun>() ?? throw new InvalidOperationException("Nobody said which pack is to be made.");
        for (var step = 0; step < StepsOfOneHistory; step++)
            if ((await context.CallActivityAsync<DisclosureStep>(nameof(AdvanceDisclosure), run, Persistent)).Over) return;
        context.ContinueAsNew(run);
    }
}
