using CrowdControl.Domain;
using CrowdControl.Domain.Access;
using CrowdControl.Domain.Publishing;
using CrowdControl.Functions.Hosting;
using CrowdControl.Functions.Publishing;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace CrowdControl.Functions.Approvals;

/// <summary>Exactly which version is meant.</summary>
public sealed record DigestRequest(string Digest);

public sealed class SubmitDraft(ReviewDesk desk, SubmissionAnswers answers)
{
    [Function(nameof(SubmitDraft)), Requires(Permission.DraftPosts, Permission.Reply)]
    [Reads(typeof(DigestRequest)), Answers(typeof(SubmissionView)), Signs]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/submissions/{id}/submit")] HttpRequest request,
        string id, [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        var (caller, submission) = (request.Caller(), new SubmissionId(Ids.Checked(id)));
        var meant = new ContentDigest((await request.Read<DigestRequest>(cancellation)).Digest);
        return await answers.Of(caller, await desk.Submit(caller, submission, meant, client, cancellation), cancellation);
    }
}
