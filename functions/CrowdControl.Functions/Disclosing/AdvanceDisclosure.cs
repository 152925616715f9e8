using Microsoft.Azure.Functions.Worker;

namespace CrowdControl.Functions.Disclosing;

/// <summary>Takes the next step of a pack. It may run twice: each step starts from what is stored.</summary>
public sealed class AdvanceDisclosure(DisclosureWorker worker)
{
    [Function(nameof(AdvanceDisclosure))]
    public Task<DisclosureStep> Run([ActivityTrigger] DisclosureRun run, CancellationToken cancellation) => worker.Advance(run, cancellation);
}
