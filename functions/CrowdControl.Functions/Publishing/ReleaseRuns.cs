using CrowdControl.Domain;
using CrowdControl.Domain.Mentions;
using CrowdControl.Domain.Publishing;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace CrowdControl.Functions.Publishing;

/// <summary>Begins the orchestration that looks after one version of a submission, and tells it that something changed.</summary>
/// <remarks>What is written in the table counts. Where the engine cannot be reached, nothing is lost: <see cref="RepairSubmissions"/> finds
/// whatever is due and not done.</remarks>
public sealed partial class ReleaseRuns(ILogger<ReleaseRuns> log)
{
    /// <summary>Named by the version that it looks after, so that beginning twice makes one.</summary>
    internal static string InstanceOf(TenantId tenant, SubmissionId id, int revision) =>
        $"release-{MentionKey.Digest([tenant.Value, id.Value, revision.ToString(System.Globalization.CultureInfo.InvariantCulture)])}";

    internal Task Begin(DurableTaskClient client, Submission submission, DateTimeOffset now, CancellationToken cancellation) => Begin(
        client, Run(submission) with { Until = submission.Next(now) is NextStep.Wait wait ? wait.Until : null }, cancellation);

    /// <summary>Starts it; one that runs already is told instead.</summary>
    internal Task Begin(DurableTaskClient client, ReleaseRun run, CancellationToken cancellation) =>
        FirstThat(run.Id, () => Start(client, run, cancellation), () => Raise(client, run, cancellation));

    /// <summary>Tells it; where it never began or has ended, it is started.</summary>
    internal Task Tell(DurableTaskClient client, Submission submission, CancellationToken cancellation)
    {
        var run = Run(submission);
        return FirstThat(run.Id, () => Raise(client, run, cancellation), () => Start(client, run, cancellation));
    }

    private static ReleaseRun Run(Submission submission) =>
        new(submission.Tenant, submission.Id, submission.Revision.Number, null);

    private static Task<string> Start(DurableTaskClient client, ReleaseRun run, CancellationToken cancellation) =>
        client.ScheduleNewOrchestrationInstanceAsync(
            nameof(ReleaseSubmission), run, new StartOrchestrationOptions(InstanceOf(run.Tenant, run.Id, run.Revision)), cancellation);

    private static Task Raise(DurableTaskClient client, ReleaseRun run, CancellationToken cancellation) =>
        client.RaiseEventAsync(
            InstanceOf(run.Tenant, run.Id, run.Revision), ReleaseSubmission.Changed, ReleaseSubmission.Changed, cancellation);

    /// <summary>The engine says "it runs" and "there is none" by exceptions whose types differ between its versions.</summary>
    private async Task FirstThat(SubmissionId id, Func<Task> likely, Func<Task> otherwise)
    {
        try
        {
            await likely();
            return;
        }
        catch (Exception refused) when (refused is not OperationCanceledException)
        {
            OtherWay(refused.GetType().Name, id.Value);
        }

        try
        {
            await otherwise();
        }
        catch (Exception refused) when (refused is not OperationCanceledException)
        {
            NotTold(refused, id.Value);
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "The engine answered {Fault} for submission {Submission}; the other way is tried.")]
    private partial void OtherWay(string fault, string submission);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "The orchestration of submission {Submission} could not be told; the repair will within two minutes.")]
    private partial void NotTold(Exception refused, string submission);
}
