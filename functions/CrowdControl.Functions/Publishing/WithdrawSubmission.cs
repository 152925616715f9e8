using CrowdControl.Domain;
using CrowdControl.Domain.Access;
using CrowdControl.Functions.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace CrowdControl.Functions.Publishing;

public sealed class WithdrawSubmission(ReleaseDesk desk, SubmissionAnswers answers)
{
    [Function(nameof(WithdrawSubmission)), Requires(Permission.DraftPosts, Permission.Reply), Answers(typeof(SubmissionView))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/submissions/{id}/withdraw")] HttpRequest request,
        string id, [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        var (caller, submission) = (request.Caller(), new SubmissionId(Ids.Checked(id)));
        return await answers.Of(caller, await desk.Withdraw(caller, submission, client, cancellation), cancellation);
    }
}
