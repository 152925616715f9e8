using CrowdControl.Domain;
using CrowdControl.Domain.Access;
using CrowdControl.Functions.Auditing;
using CrowdControl.Functions.Hosting;

namespace CrowdControl.Functions.Access;

/// <summary>Lets people in, and stops them.</summary>
public sealed class MemberDesk
{
    private readonly MemberTable _members;
    private readonly IdentityTable _identities;
    private readonly RoleChange _change;
    private readonly AuditTrail _trail;

    internal MemberDesk(MemberTable members, IdentityTable identities, RoleChange change, AuditTrail trail) =>
        (_members, _identities, _change, _trail) = (members, identities, change, trail);

    public async Task<Page<Member>> List(Caller caller, Paging paging, CancellationToken cancellation)
    {
        var after = paging.Cursor is null ? null : Ids.Checked(paging.Cursor, "cursor");
        var found = await _members.List(caller.Tenant, after, paging.Limit + 1, cancellation).Take(paging.Limit + 1).ToListAsync(cancellation);
        return found.Count > paging.Limit
            ? new Page<Member>(found[..^1], found[^2].Id.Value)
            : new Page<Member>(found, null);
    }

    public async Task<Outcome<Member>> Get(Caller caller, MemberId id, CancellationToken cancellation) =>
        await _members.Get(caller.Tenant, id, cancellation) is { } found ? found.Value : new Refusal.NotFound("member");

    /// <summary>Makes the identity a member without any right. The same wish again gives the same member.</summary>
    public async Task<Outcome<Member>> Invite(Caller caller, Intent intent, NewMemberRequest wish, CancellationToken cancellation)
    {
        var asked = Member.Invite(
            caller.Tenant, new MemberId(intent.IdFor("member")), wish.Name, wish.Email, wish.Kind, wish.DirectoryId, wish.ObjectId);
        if (asked is not Outcome<Member>.Done { Value: var member }) return asked;

        var mine = new Place(caller.Tenant, member.Id);
        var place = await _identities.Find(member.Directory, member.ObjectId, cancellation);
        if (place is not null && place != mine && await Taken(place, mine, cancellation) is { } taken) return taken;

        // An identity whose member was never written belongs to an invitation that was cut short: this one finishes it.
        member = member with { Id = place?.Member ?? member.Id };
        if (await _members.Get(caller.Tenant, member.Id, cancellation) is { } before) return Same(before.Value, member);
        await Record(caller, member, AuditOutcome.Done, cancellation);
        place = await _identities.Claim(member.Directory, member.ObjectId, mine with { Member = member.Id }, cancellation);
        if (place.Member != member.Id || place.Tenant != caller.Tenant)
        {
            await Record(caller, member, AuditOutcome.Refused, cancellation);
            return (Refusal?)await Taken(place, mine, cancellation) ?? new Refusal.Stale();
        }

        return await _members.Add(member, cancellation) ? member : Same((await _members.Get(caller.Tenant, member.Id, cancellation))!.Value, member);
    }

    public Task<Outcome<Member>> Suspend(Caller caller, MemberId id, ReasonRequest why, CancellationToken cancellation) => why.Refused is { } refused
        ? Task.FromResult<Outcome<Member>>(refused)
        : _change.Apply(
            caller, id, new RoleAct("user.suspended", new AuditSubject("member", id.Value), new() { ["reason"] = why.Reason }),
            (member, everyone) => member.Suspend(everyone, caller.At), cancellation);

    public Task<Outcome<Member>> Reinstate(Caller caller, MemberId id, CancellationToken cancellation) => _change.Apply(
        caller, id, new RoleAct("user.reinstated", new AuditSubject("member", id.Value), []), (member, _) => member.Reinstate(), cancellation);

    private async Task<Refusal?> Taken(Place place, Place mine, CancellationToken cancellation)
    {
        if (place.Tenant != mine.Tenant) return new MemberElsewhere();
        return await _members.Get(place.Tenant, place.Member, cancellation) is { } holder
            ? new AlreadyMember(holder.Value.Name, place.Member)
            : null;
    }

    private static Outcome<Member> Same(Member before, Member asked) =>
        (before.Name, before.Email, before.Kind, before.Signatory.Person) == (asked.Name, asked.Email, asked.Kind, asked.Signatory.Person)
            ? before
            : new Refusal.KeyReused();

    private Task Record(Caller caller, Member member, AuditOutcome outcome, CancellationToken cancellation) => _trail.Record(
        caller, $"member/{member.Id}/invited{(outcome is AuditOutcome.Done ? "" : "/refused")}", "user.invited",
        new AuditSubject("member", member.Id.Value), null, outcome, new Dictionary<string, string>
        {
            ["name"] = member.Name,
            ["kind"] = member.Kind.ToString(),
            ["directory"] = member.Directory,
            ["objectId"] = member.ObjectId,
        }, cancellation);
}
