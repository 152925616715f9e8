namespace CrowdControl.Functions.Auditing.Anchors;

/// <summary>What outsiders hold of the record.</summary>
/// <param name="At">When the newest of them vouched; null where none ever did.</param>
/// <param name="Authority">Which of them that was.</param>
/// <param name="Size">Entries that it covers.</param>
/// <param name="Fresh">Not older than the limit.</param>
/// <param name="LimitMinutes">How old it may become.</param>
/// <param name="Configured">Whether anybody is asked.</param>
/// <param name="Independent">Whether one that is fresh runs elsewhere than on this very machine.</param>
/// <param name="Parties">All who are asked.</param>
public sealed record AnchorView(
    DateTimeOffset? At, string? Authority, long? Size, bool Fresh, int LimitMinutes, bool Configured, bool Independent, IReadOnlyList<OutsideView> Parties);

/// <summary>One who is asked to vouch for the record.</summary>
/// <param name="At">When it last did; null where it never did.</param>
/// <param name="OnThisMachine">For a demonstration: it proves nothing to a court.</param>
/// <param name="Trouble">Why it did not when it was asked last.</param>
public sealed record OutsideView(OutsideKind Kind, string Name, DateTimeOffset? At, long? Size, bool Fresh, bool OnThisMachine, string? Trouble);
