using CrowdControl.Domain.Access;
using CrowdControl.Functions.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace CrowdControl.Functions.Publishing;

public sealed class DraftSubmission(Drafts drafts, SubmissionAnswers answers)
{
    [Function(nameof(DraftSubmission)), Requires(Permission.DraftPosts, Permission.Reply)]
    [Reads(typeof(NewSubmissionRequest)), Answers(typeof(SubmissionView))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/submissions")] HttpRequest request,
        CancellationToken cancellation)
    {
        var (caller, intent) = (request.Caller(), Intent.Of(request));
        var asked = await request.Read<NewSubmissionRequest>(cancellation);
        return await answers.Of(caller, await drafts.Write(caller, intent, asked, cancellation), cancellation);
    }
}
