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

    public bool Shows(Leaf leaf) => Shows(leaf.ChannelOf(), leaf.Draft.Subject.Kind);

    /// <summary>An entry that names no channel is for those alone whose right has no limits.</summary>
    public bool Shows(string? channel, string kind) =>
        Reaches(Ledger, channel) || (AdministrativeKinds.Contains(kind) && Reaches(Administrative, channel));

    /// <summary>The channels that all entries shown are of; null where others are shown as well.</summary>
    public IReadOnlyCollection<string>? Channels => Administrative.IsNothing ? Ledger.Channels : null;

    private static bool Reaches(Scope scope, string? channel) =>
        scope.IsEverything || (channel is not null && scope.Covers(new ChannelId(channel)));
}
