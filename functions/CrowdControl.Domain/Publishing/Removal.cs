using CrowdControl.Domain.Approvals;

namespace CrowdControl.Domain.Publishing;

/// <summary>An order to take a live post down, and how far it got. It needs no approval.</summary>
/// <param name="Calls">How often the network was asked to remove it; asking again is harmless.</param>
public sealed record Removal(
    Signatory By,
    string Reason,
    DateTimeOffset OrderedAt,
    RemovalState State,
    int Calls = 0,
    string? Detail = null,
    DateTimeOffset? RetryAt = null,
    DateTimeOffset? FinishedAt = null);

/// <summary>How far a removal got.</summary>
public enum RemovalState { Ordered, Claimed, Refused, Removed }

/// <summary>Who removed a post that is no longer live.</summary>
public enum RemovalCause { ByUs, Natively, ByNetwork, Unknown }
