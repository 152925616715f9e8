using CrowdControl.Domain;
using CrowdControl.Domain.Access;
using CrowdControl.Domain.Approvals;
using CrowdControl.Domain.Publishing;
using CrowdControl.Functions.Hosting;
using CrowdControl.Functions.Publishing;
using Microsoft.DurableTask.Client;

namespace CrowdControl.Functions.Approvals;

/// <summary>Puts submissions up for review, and takes what reviewers say.</summary>
public sealed class ReviewDesk(Submissions submissions, SubmissionAnswers answers)
{
    public const int MostReason = 2_000;

    /// <summary>Fixes the version and opens its review; what the network would refuse goes back to the author, with the reason.</summary>
    internal Task<Outcome<Versioned<Submission>>> Submit(
        Caller caller, SubmissionId id, ContentDigest digest, DurableTaskClient client, CancellationToken cancellation) =>
        submissions.Act(caller, id, new MemberAct("post.requested", before => Open(caller, before, digest, cancellation))
        {
            Barred = before => MemberRights.MayNotDraft(caller, before.Channel, before.Kind),
            Begins = true,
            Signs = true,
        }, client, cancellation);

    internal Task<Outcome<Versioned<Submission>>> Decide(
        Caller caller, SubmissionId id, DecisionRequest said, DurableTaskClient client, CancellationToken cancellation) =>
        submissions.Act(caller, id, new MemberAct(NameOf(said.Verdict), before => before.Apply(new SubmissionEvent.Decided(
            caller.Signatory, said.Verdict, new ContentDigest(said.Digest),
            string.IsNullOrWhiteSpace(said.Reason) ? null : said.Reason.Trim(), caller.At)))
        {
            Barred = before => MemberRights.MayNot(caller, Permission.ReviewPosts, before.Channel, "approve posts") ?? TooLong(said.Reason),
            Details = MemberAct.Because(said.Reason),
            Signs = true,
        }, client, cancellation);

    private async Task<Outcome<Submission>> Open(Caller caller, Submission before, ContentDigest digest, CancellationToken cancellation)
    {
        var outcome = before.Apply(new SubmissionEvent.Submitted(caller.Signatory, digest, caller.At));
        if (outcome is not Outcome<Submission>.Done { Value: var submitted } || ReferenceEquals(submitted, before)) return outcome;

        var problems = await answers.Problems(submitted with { State = SubmissionState.Draft }, cancellation);
        return submitted.Apply(problems.Count > 0
            ? new SubmissionEvent.Blocked(
                "The network would not take it: " + string.Join(" ", problems.Select(problem => problem.Message)), caller.At)
            : new SubmissionEvent.ReviewOpened(ApprovalPolicy.Default, caller.At));
    }

    private static Refusal.Invalid? TooLong(string? reason) => reason is { Length: > MostReason }
        ? new Refusal.Invalid("reason", $"Say it in at most {MostReason:N0} characters.")
        : null;

    private static string NameOf(Verdict verdict) => verdict switch
    {
        Verdict.Approved => "post.approved",
        Verdict.Rejected => "post.rejected",
        Verdict.ChangesRequested => "post.changes-requested",
        _ => throw new InvalidOperationException($"Nobody knows the verdict {verdict}."),
    };
}
