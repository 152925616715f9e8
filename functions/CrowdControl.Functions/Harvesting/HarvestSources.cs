using Microsoft.Azure.Functions.Worker;

namespace CrowdControl.Functions.Harvesting;

public sealed class HarvestSources(HarvestPlan plan)
{
    [Function(nameof(HarvestSources))]
    public Task Run([QueueTrigger(HarvestPlan.Queue, Connection = "Storage")] string message, CancellationToken cancellation) =>
        plan.Carry(HarvestJob.Read(message), cancellation);
}
