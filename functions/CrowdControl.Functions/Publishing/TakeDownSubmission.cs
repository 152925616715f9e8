using CrowdControl.Domain;
using CrowdControl.Domain.Access;
using CrowdControl.Functions.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace CrowdControl.Functions.Publishing;

public sealed class TakeDownSubmission(ReleaseDesk desk, SubmissionAnswers answers)
{
    [Function(nameof(TakeDownSubmission)), Requires(Permission.TakeDownPosts)]
    [Reads(typeof(ReasonRequest)), Answers(typeof(SubmissionView))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/submissions/{id}/take-down")] HttpRequest request,
        string id, [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        var (caller, submission) = (request.Caller(), new SubmissionId(Ids.Checked(id)));
        var why = await request.Read<ReasonRequest>(cancellation);
        return await answers.Of(caller, await desk.TakeDown(caller, submission, why, client, cancellation), cancellation);
    }
}
