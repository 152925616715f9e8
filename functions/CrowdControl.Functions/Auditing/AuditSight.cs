using System.Collections.Frozen;
using CrowdControl.Domain;
using CrowdControl.Domain.Access;
using CrowdControl.Functions.Hosting;

namespace CrowdControl.Functions.Auditing;

/// <summary>Which entries somebody may see: all of their channels, or only what concerns members, roles and channels themselves.</summary>
internal sealed record AuditSight(Scope Ledger, Scope Administrative)
{
    private static readonly FrozenSet<string> AdministrativeKinds = FrozenSet.Create("organisation", "member", "grant", "channel");

    public static AuditSight Of(Caller caller) =>
        new(caller.ScopeOf(Permission.ReadLedger), caller.ScopeOf(Permission.ReadAdministrativeLedger));

    /// <summary>An entry that names no channel is for those alone whose right has no limits.</summary>
    public bool Shows(AuditLeaf leaf) =>
        Reaches(Ledger, leaf) || (AdministrativeKinds.Contains(leaf.Subject.Kind) && Reaches(Administrative, leaf));

    private static bool Reaches(Scope scope, AuditLeaf leaf) =>
        scope.IsEverything || (leaf.Channel is { } channel && scope.Covers(new ChannelId(channel)));
}
