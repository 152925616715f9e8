using CrowdControl.Domain.Access;
using CrowdControl.Domain.Disclosing;
using CrowdControl.Functions.Hosting;

namespace CrowdControl.Functions.Disclosing;

/// <summary>Whom a pack is for: those with the right over its channel, or, where it is of a case or of entries, over everything.</summary>
internal sealed record DisclosureReach(Caller Caller)
{
    public bool MaySee(DisclosurePack pack) => MayBuild(pack) || MayApprove(pack);

    public bool MayBuild(DisclosurePack pack) => Reaches(Permission.BuildDisclosures, pack.Terms.Scope);

    public bool MayApprove(DisclosurePack pack) => Reaches(Permission.ApproveDisclosures, pack.Terms.Scope);

    public bool Reaches(Permission permission, DisclosureScope scope) => Caller.ScopeOf(permission) is var held
        && (held.IsEverything || (scope.Channel is { } channel && held.Covers(channel)));
}
