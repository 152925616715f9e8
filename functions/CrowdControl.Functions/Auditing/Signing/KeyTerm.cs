using CrowdControl.AuditLog.Notes;

namespace CrowdControl.Functions.Auditing.Signing;

/// <summary>A key that signs a log, or did, and for which sizes.</summary>
/// <param name="Source">Its version in the vault, or its file.</param>
/// <param name="From">The first size that it may sign.</param>
/// <param name="To">The last size that it may sign; null while it signs.</param>
/// <param name="Since">When it began.</param>
internal sealed record KeyTerm(VerifierKey Key, string Source, long From, long? To, DateTimeOffset Since)
{
    /// <summary>The end of a key of which nobody knows when it ended.</summary>
    public const long Always = long.MaxValue;
}
