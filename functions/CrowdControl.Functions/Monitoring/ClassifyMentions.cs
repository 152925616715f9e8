using Microsoft.Azure.Functions.Worker;

namespace CrowdControl.Functions.Monitoring;

public sealed class ClassifyMentions(Classifying classifying)
{
    [Function(nameof(ClassifyMentions))]
    public Task Run([QueueTrigger(MentionQueue.Name, Connection = "Storage")] string message, CancellationToken cancellation) =>
        classifying.Run(MentionBatch.Unpack(message), cancellation);
}
