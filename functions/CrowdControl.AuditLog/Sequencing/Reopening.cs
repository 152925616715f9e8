using CrowdControl.AuditLog.Leaves;
using CrowdControl.AuditLog.Notes;

namespace CrowdControl.AuditLog.Sequencing;

/// <summary>How one log goes on in another: after it was closed, or after storage lost entries that were signed. The same log never goes on
/// then, because what it would sign contradicts what is out in the world; all its anchors are kept.</summary>
public static class Reopening
{
    /// <summary>The last entry of a log that is closed in good order. Afterwards it takes nothing more in.</summary>
    /// <param name="who">Actor, id, policy and application; its type and subject are set here.</param>
    /// <param name="log">The log's folder, such as log1.</param>
    /// <param name="origin">The log's name.</param>
    public static Entry Closing(LeafDraft who, string log, string origin) =>
        Entry.Of(who with { Type = "log.closed", Subject = new LeafSubject("log", origin) }, $"sys:{log}");

    /// <summary>The first entry of the new log, which says what the old one held: append it to a log that has no entries.</summary>
    /// <param name="who">Actor, id, policy and application; its type and subject are set here.</param>
    /// <param name="log">The new log's folder, such as log2.</param>
    /// <param name="lastGood">The old log's last good checkpoint: its text stands in the leaf, readable by anybody.</param>
    public static Entry Opening(LeafDraft who, string log, Checkpoint lastGood) =>
        Entry.Of(who with { Type = "log.opened", Subject = new LeafSubject("checkpoint", lastGood.Text) }, $"sys:{log}");
}
