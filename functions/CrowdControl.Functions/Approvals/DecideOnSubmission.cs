using CrowdControl.Domain;
using CrowdControl.Domain.Access;
using CrowdControl.Domain.Approvals;
using CrowdControl.Functions.Hosting;
using CrowdControl.Functions.Publishing;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace CrowdControl.Functions.Approvals;

/// <summary>What a reviewer says to exactly the version with this digest.</summary>
/// <param name="Reason">Needed for whatever is no approval.</param>
public sealed record DecisionRequest(Verdict Verdict, string Digest, string? Reason = null);

public sealed class DecideOnSubmission(ReviewDesk desk, SubmissionAnswers answers)
{
    [Function(nameof(DecideOnSubmission)), Requires(Permission.ReviewPosts)]
    [Reads(typeof(DecisionRequest)), Answers(typeof(SubmissionView)), Signs]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/submissions/{id}/decisions")] HttpRequest request,
        string id, [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        var (caller, submission) = (request.Caller(), new SubmissionId(Ids.Checked(id)));
        var said = await request.Read<DecisionRequest>(cancellation);
        return await answers.Of(caller, await desk.Decide(caller, submission, said, client, cancellation), cancellation);
    }
}
