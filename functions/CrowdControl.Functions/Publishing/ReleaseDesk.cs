using CrowdControl.Domain;
using CrowdControl.Domain.Access;
using CrowdControl.Domain.Publishing;
using CrowdControl.Functions.Hosting;
using Microsoft.DurableTask.Client;

namespace CrowdControl.Functions.Publishing;

/// <summary>What members do to a submission beside writing it and signing it off.</summary>
public sealed class ReleaseDesk(Submissions submissions)
{
    internal Task<Outcome<Versioned<Submission>>> Withdraw(
        Caller caller, SubmissionId id, DurableTaskClient client, CancellationToken cancellation) =>
        submissions.Act(caller, id, new MemberAct(
            "post.withdrawn", before => before.Apply(new SubmissionEvent.Withdrawn(caller.Signatory, caller.At)))
        {
            Barred = before => MemberRights.MayNotDraft(caller, before.Channel, before.Kind),
        }, client, cancellation);

    internal Task<Outcome<Versioned<Submission>>> Recall(
        Caller caller, SubmissionId id, ReasonRequest why, DurableTaskClient client, CancellationToken cancellation) =>
        submissions.Act(caller, id, new MemberAct(
            "post.recalled", before => before.Apply(new SubmissionEvent.Recalled(caller.Signatory, why.Reason, caller.At)))
        {
            Barred = before => SubmissionActs.MayRecall(before, caller.Signatory, MemberRights.On(caller, before.Channel, before.Kind))
                ? why.Refused
                : MemberRights.Lacks("recall the posts of others"),
            Details = MemberAct.Because(why.Reason),
        }, client, cancellation);

    internal Task<Outcome<Versioned<Submission>>> TakeDown(
        Caller caller, SubmissionId id, ReasonRequest why, DurableTaskClient client, CancellationToken cancellation) =>
        submissions.Act(caller, id, new MemberAct(
            "post.take-down-ordered",
            before => before.Apply(new SubmissionEvent.TakeDownOrdered(caller.Signatory, why.Reason, caller.At)))
        {
            Barred = before => MemberRights.MayNot(caller, Permission.TakeDownPosts, before.Channel, "take posts down") ?? why.Refused,
            Details = MemberAct.Because(why.Reason),
            Begins = true,
        }, client, cancellation);

    internal Task<Outcome<Versioned<Submission>>> Retry(
        Caller caller, SubmissionId id, DurableTaskClient client, CancellationToken cancellation) =>
        submissions.Act(caller, id, new MemberAct(
            "post.retry-ordered", before => before.Apply(new SubmissionEvent.RetryOrdered(caller.Signatory, caller.At)))
        {
            Barred = before => MemberRights.MayNot(caller, Permission.ReleasePosts, before.Channel, "release posts"),
            Begins = true,
        }, client, cancellation);
}
