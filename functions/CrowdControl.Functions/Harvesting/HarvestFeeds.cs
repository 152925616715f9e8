using Microsoft.Azure.Functions.Worker;

namespace CrowdControl.Functions.Harvesting;

/// <summary>Asks by the clock for every channel and feed to be read.</summary>
public sealed class HarvestFeeds(HarvestPlan plan)
{
    [Function(nameof(HarvestFeeds))]
    public Task Run([TimerTrigger("%HarvestSchedule%")] TimerInfo timer, CancellationToken cancellation) => plan.Ask(cancellation);
}
