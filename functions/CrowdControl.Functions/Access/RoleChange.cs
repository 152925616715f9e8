using CrowdControl.Domain;
using CrowdControl.Domain.Access;
using CrowdControl.Functions.Auditing;
using CrowdControl.Functions.Hosting;

namespace CrowdControl.Functions.Access;

/// <summary>Changes one member by a rule that looks at all of them: read, decide, record, write; whoever was slower begins again.</summary>
internal sealed class RoleChange(MemberTable members, AuditTrail trail)
{
    public async Task<Outcome<Member>> Apply(
        Caller caller, MemberId id, RoleAct act, Func<Member, IEnumerable<Member>, Outcome<Member>> rule, CancellationToken cancellation)
    {
        string? lost = null;
        while (await members.Everyone(caller.Tenant, cancellation) is { } staff && staff.Find(id) is { } member)
        {
            var outcome = rule(member.Value, staff.Members.Select(one => one.Value));
            if (outcome is Outcome<Member>.Done { Value: var same } && ReferenceEquals(same, member.Value)) return outcome;
            if (lost is not null) await Record(caller, $"{lost}/refused", act, AuditOutcome.Refused, cancellation);
            if (outcome is not Outcome<Member>.Done { Value: var changed }) return outcome;

            lost = $"{act.Subject.Kind}/{act.Subject.Id}/{act.Verb}/{staff.Revision}/{caller.Member.Id}";
            await Record(caller, lost, act, AuditOutcome.Done, cancellation);
            if (await members.Change(staff, member, changed, cancellation)) return changed;
        }

        return new Refusal.NotFound("member");
    }

    private Task Record(Caller caller, string id, RoleAct act, AuditOutcome outcome, CancellationToken cancellation) =>
        trail.Record(caller, id, act.Name, act.Subject, null, outcome, act.Details, cancellation);
}

/// <summary>What is changed and why, for the record.</summary>
/// <param name="Name">Such as <c>user.suspended</c>.</param>
internal sealed record RoleAct(string Name, AuditSubject Subject, Dictionary<string, string> Details)
{
    public string Verb => Name[(Name.IndexOf('.') + 1)..];
}
