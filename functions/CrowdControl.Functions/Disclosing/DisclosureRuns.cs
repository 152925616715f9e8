using CrowdControl.Domain;
using CrowdControl.Domain.Disclosing;
using CrowdControl.Domain.Mentions;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace CrowdControl.Functions.Disclosing;

/// <summary>Begins the orchestration that makes a pack.</summary>
/// <remarks>What is written in the table counts. Where the engine cannot be reached nothing is lost: <see cref="RepairDisclosures"/> finds
/// what is approved and not made.</remarks>
public sealed partial class DisclosureRuns(ILogger<DisclosureRuns> log)
{
    /// <summary>Named by the pack, so that beginning twice makes one.</summary>
    internal static string InstanceOf(TenantId tenant, DisclosureId id) => $"disclosure-{MentionKey.Digest([tenant.Value, id.Value])}";

    internal Task Begin(DurableTaskClient client, DisclosurePack pack, CancellationToken cancellation) =>
        Begin(client, new DisclosureRun(pack.Tenant, pack.Id), cancellation);

    /// <summary>Starts it, unless it runs.</summary>
    internal async Task Begin(DurableTaskClient client, DisclosureRun run, CancellationToken cancellation)
    {
        var instance = InstanceOf(run.Tenant, run.Id);
        try
        {
            if (await client.GetInstanceAsync(instance, cancellation) is { IsRunning: true }) return;
            await client.ScheduleNewOrchestrationInstanceAsync(nameof(MakeDisclosure), run, new StartOrchestrationOptions(instance), cancellation);
        }
        catch (Exception refused) when (refused is not OperationCanceledException)
        {
            NotBegun(refused, run.Id.Value);
        }
    }

    [LoggerMessage(
        Level = LogLevel.Warning, Message = "The making of disclosure {Disclosure} could not be begun; the repair will within two minutes.")]
    private partial void NotBegun(Exception refused, string disclosure);
}
