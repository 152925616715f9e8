using System.Collections.Immutable;
using Azure;
using CrowdControl.Domain;
using CrowdControl.Domain.Publishing;

namespace CrowdControl.Functions.Publishing;

/// <summary>One thing that a member does to a submission.</summary>
/// <param name="Name">For the record, such as <c>post.requested</c>.</param>
/// <param name="Do">The rule: the submission after it, or the refusal.</param>
internal sealed record MemberAct(string Name, Func<Submission, Task<Outcome<Submission>>> Do)
{
    public MemberAct(string name, Func<Submission, Outcome<Submission>> does)
        : this(name, submission => Task.FromResult(does(submission))) { }

    /// <summary>Why this member may not do it on this submission, whatever its state.</summary>
    public required Func<Submission, Refusal?> Barred { get; init; }

    /// <summary>True where nothing need be running for the submission yet, because the act begins it.</summary>
    public bool Begins { get; init; }

    /// <summary>True where the member may sign it with a passkey.</summary>
    public bool Signs { get; init; }

    /// <summary>The version that the member saw, where the act counts for exactly that one.</summary>
    public ETag? Seen { get; init; }

    /// <summary>What the record keeps beside ids and digests, such as the reason.</summary>
    public ImmutableSortedDictionary<string, string> Details { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    public static ImmutableSortedDictionary<string, string> Because(string? reason) => string.IsNullOrWhiteSpace(reason)
        ? ImmutableSortedDictionary<string, string>.Empty
        : ImmutableSortedDictionary.CreateRange([KeyValuePair.Create("reason", reason)]);
}
