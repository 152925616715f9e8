using CrowdControl.Domain;
using CrowdControl.Domain.Publishing;
using CrowdControl.Functions.Hosting;
using Microsoft.AspNetCore.Http;

namespace CrowdControl.Functions.Publishing;

/// <summary>How publishing and approvals answer: the submission as this member sees it, with its version.</summary>
public sealed class SubmissionAnswers(NetworkRoutes routes)
{
    internal async Task<IResult> Of(Caller caller, Outcome<Versioned<Submission>> outcome, CancellationToken cancellation) => outcome switch
    {
        Outcome<Versioned<Submission>>.Done done => Answers.Ok(await View(caller, done.Value.Value, cancellation), done.Value.Version),
        Outcome<Versioned<Submission>>.Refused refused => Answers.Refused(refused.Why),
        _ => throw new InvalidOperationException("An outcome is done or refused."),
    };

    internal async Task<SubmissionView> View(Caller caller, Submission submission, CancellationToken cancellation) =>
        SubmissionView.Of(submission, caller, await Problems(submission, cancellation));

    /// <summary>What the network would refuse; nothing any more once the words are out of the author's hands.</summary>
    internal async Task<IReadOnlyList<FieldProblemView>> Problems(Submission submission, CancellationToken cancellation)
    {
        if (submission.State is not (SubmissionState.Draft or SubmissionState.InReview or SubmissionState.ChangesRequested)) return [];
        if (await routes.RulesOf(submission.Tenant, submission.Channel, cancellation) is not { } network) return [];
        return [.. network.Check(submission.Revision.Content).Select(problem => new FieldProblemView(problem.Key, problem.Value))];
    }
}
