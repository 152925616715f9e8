namespace CrowdControl.Domain.Evidence;

/// <summary>Separation of duty: one person cannot be both.</summary>
public sealed record SamePerson(string Message) : Refusal(Message);

/// <summary>A hold beats every erasure and disposal.</summary>
public sealed record HoldInForce() : Refusal(
    "A hold is in force on this evidence, so it cannot be destroyed. Restrict it instead, or have the hold released first.");

/// <summary>It is gone, or on its way: what has begun to be destroyed is not brought back.</summary>
public sealed record EvidenceGone() : Refusal("This evidence is being destroyed or is destroyed already. Its entries in the record remain.");
