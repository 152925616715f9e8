using CrowdControl.Domain;
using CrowdControl.Domain.Access;
using CrowdControl.Functions.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace CrowdControl.Functions.Publishing;

public sealed class EditSubmission(Drafts drafts, SubmissionAnswers answers)
{
    [Function(nameof(EditSubmission)), Requires(Permission.DraftPosts, Permission.Reply, Permission.ReviewPosts)]
    [Reads(typeof(ChangedSubmissionRequest)), Answers(typeof(SubmissionView)), NeedsVersion]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "api/v1/submissions/{id}")] HttpRequest request,
        string id, [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        var (caller, submission, seen) = (request.Caller(), new SubmissionId(Ids.Checked(id)), request.Expected());
        var asked = await request.Read<ChangedSubmissionRequest>(cancellation);
        return await answers.Of(caller, await drafts.Change(caller, submission, seen, asked, client, cancellation), cancellation);
    }
}
