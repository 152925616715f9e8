using System.Collections.Frozen;
using CrowdControl.AuditLog.Leaves;
using CrowdControl.Domain;
using CrowdControl.Domain.Access;
using CrowdControl.Functions.Hosting;

namespace CrowdControl.Functions.Auditing;

/// <summary>Which entries somebody may see: all of their channels, or only what concerns members, roles and channels themselves.</summary>
internal sealed record AuditSight(Scope Ledger, Scope Administrative)
{
    private static readonly FrozenSet<string> AdministrativeKinds = FrozenSet.Create("organisation", "member", "grant", "channel", "credential");

    public static AuditSight Of(Caller caller) =>
        new(caller.ScopeOf(Permission.ReadLedger), caller.ScopeOf(Permission.ReadAdministrativeLedger));

    /// <summary>An entry that names no channel is for those alone whose right has no limits.</summary>
    public bool Shows(Leaf leaf) =>
        Reaches(Ledger, leaf) || (AdministrativeKinds.Contains(leaf.Draft.Subject.Kind) && Reaches(Administrative, leaf));

    private static bool Reaches(Scope scope, Leaf leaf) =>
        scope.IsEverything || (leaf.ChannelOf() is { } channel && scope.Covers(new ChannelId(channel)));
}
