using CrowdControl.Domain;
using CrowdControl.Domain.Access;
using CrowdControl.Functions.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace CrowdControl.Functions.Publishing;

public sealed class RetrySubmission(ReleaseDesk desk, SubmissionAnswers answers)
{
    [Function(nameof(RetrySubmission)), Requires(Permission.ReleasePosts), Answers(typeof(SubmissionView))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/submissions/{id}/retry")] HttpRequest request,
        string id, [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        var (caller, submission) = (request.Caller(), new SubmissionId(Ids.Checked(id)));
        return await answers.Of(caller, await desk.Retry(caller, submission, client, cancellation), cancellation);
    }
}
