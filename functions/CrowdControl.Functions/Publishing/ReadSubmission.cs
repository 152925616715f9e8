using CrowdControl.Domain;
using CrowdControl.Domain.Access;
using CrowdControl.Functions.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace CrowdControl.Functions.Publishing;

public sealed class ReadSubmission(Submissions submissions, SubmissionAnswers answers)
{
    [Function(nameof(ReadSubmission)), Requires(Permission.DraftPosts, Permission.ReviewPosts), Answers(typeof(SubmissionView))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/submissions/{id}")] HttpRequest request,
        string id, CancellationToken cancellation)
    {
        var (caller, submission) = (request.Caller(), new SubmissionId(Ids.Checked(id)));
        return await answers.Of(caller, await submissions.Get(caller, submission, cancellation), cancellation);
    }
}
