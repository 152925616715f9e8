using System.Collections.Immutable;

namespace CrowdControl.Domain.Access;

public sealed partial record Member
{
    public const int MostGrants = 100;

    /// <summary>Gives a role over a scope. The same grant again changes nothing.</summary>
    /// <param name="by">Who gives it.</param>
    /// <param name="exists">Whether the organisation has that channel.</param>
    public Outcome<Member> Give(Grant grant, Member by, Func<ChannelId, bool> exists, DateTimeOffset now)
    {
        if (Signatory.IsSamePersonAs(by.Signatory)) return new OwnGrant();
        if (Grants.FirstOrDefault(given => given.Id == grant.Id) is { } before)
            return before.Role == grant.Role && before.Scope == grant.Scope && before.ValidFrom == grant.ValidFrom ? this : new Refusal.KeyReused();
        if (State is not (MemberState.Active or MemberState.Invited))
            return new Refusal.WrongState($"{Name} is {State}, so no role can be given. Reinstate the member first.");
        if (Wrong(grant, exists, now) is { } invalid) return invalid;
        if (Clash(grant.Role, now) is { } clash) return clash;
        var kept = Grants.Where(given => !(given.ValidTo < now.AddDays(-30))).ToImmutableArray();
        return kept.Length < MostGrants
            ? this with { Grants = kept.Add(grant) }
            : new Refusal.WrongState($"{Name} holds {MostGrants} grants. End some, or give one over more channels.");
    }

    /// <summary>Ends a grant now. One that is over already stays as it is.</summary>
    public Outcome<Member> End(GrantId id, IEnumerable<Member> everyone, DateTimeOffset now)
    {
        if (Grants.FirstOrDefault(given => given.Id == id) is not { } grant) return new Refusal.NotFound("grant");
        if (grant.ValidTo <= now) return this;
        var after = this with { Grants = Grants.Replace(grant, grant with { ValidTo = now }) };
        return Unless(!after.IsStandingAdministrator(now) && LeavesNoAdministrator(everyone, now), after);
    }

    private Refusal.Invalid? Wrong(Grant grant, Func<ChannelId, bool> exists, DateTimeOffset now)
    {
        var fields = new Dictionary<string, string>();
        if ((grant.Role is Role.ApiCaller) != (Kind is MemberKind.ApiCaller))
            fields["role"] = Kind is MemberKind.ApiCaller
                ? "An API caller is a service: the role ApiCaller is the only one for it."
                : "The role ApiCaller is for services. Give a person one of the other roles.";
        if (ScopeProblem(grant, exists) is { } problem) fields["channels"] = problem;
        if (grant.ValidTo <= now) fields["validTo"] = "This end is past. Choose a later one, or none.";
        else if (grant.ValidTo <= grant.ValidFrom) fields["validTo"] = "The end has to come after the start.";
        return fields.Count == 0 ? null : new Refusal.Invalid(fields);
    }

    private static string? ScopeProblem(Grant grant, Func<ChannelId, bool> exists) => grant.Scope.Channels switch
    {
        null => null,
        _ when grant.Role is Role.Administrator => "An administrator answers for the whole organisation: choose all channels.",
        { IsEmpty: true } => "Name at least one channel, or choose all channels.",
        { Count: > Scope.MostChannels } => $"Name at most {Scope.MostChannels} channels, or choose all channels.",
        var named => named.FirstOrDefault(channel => !exists(new ChannelId(channel))) is { } unknown ? $"There is no channel {unknown}." : null,
    };

    /// <summary>Separation of duty, also against roles that begin later.</summary>
    private DutiesClash? Clash(Role asked, DateTimeOffset now)
    {
        var held = Grants.Where(grant => !(grant.ValidTo <= now)).Select(grant => grant.Role);
        var against = asked is Role.Administrator
            ? held.Where(role => role.HasSayOverContent())
            : held.Where(role => role is Role.Administrator && asked.HasSayOverContent());
        return against.Select(role => new DutiesClash(role, asked)).FirstOrDefault();
    }
}
