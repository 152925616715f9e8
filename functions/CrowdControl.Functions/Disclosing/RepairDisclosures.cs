using CrowdControl.Functions.Disclosing.Store;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace CrowdControl.Functions.Disclosing;

/// <summary>Finds packs that are approved and that nobody makes, because the engine was away when it had to be told, and has them made.</summary>
public sealed class RepairDisclosures(DisclosureTable table, DisclosureRuns runs)
{
    [Function(nameof(RepairDisclosures))]
    public async Task Run(
        [TimerTrigger("45 */2 * * * *")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        await foreach (var (tenant, id) in table.UnderWay(cancellation)) await runs.Begin(client, new DisclosureRun(tenant, id), cancellation);
    }
}
