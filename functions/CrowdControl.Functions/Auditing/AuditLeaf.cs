using System.Collections.Immutable;

namespace CrowdControl.Functions.Auditing;

/// <summary>An act as its bytes in the log read.</summary>
internal sealed record AuditLeaf(
    DateTimeOffset At,
    Actor Actor,
    string Act,
    AuditSubject Subject,
    string? Channel,
    AuditOutcome Outcome,
    ImmutableSortedDictionary<string, string> Details)
{
    public static AuditLeaf Of(AuditEvent happened) => new(
        happened.At, happened.Actor, happened.Act, happened.Subject, happened.Channel?.Value, happened.Outcome, happened.Details);
}
