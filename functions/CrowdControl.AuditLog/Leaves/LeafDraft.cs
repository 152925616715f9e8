using System.Security.Cryptography;
using CrowdControl.AuditLog.Canonical;
using CrowdControl.AuditLog.Tree;

namespace CrowdControl.AuditLog.Leaves;

/// <summary>What one who records an act says about it; time and place are given when the log takes it in (<see cref="Leaf"/>).</summary>
/// <remarks>
/// Holds pseudonyms and commitments only. Strings are whole Unicode in normal form C and not empty. Normal form binds those who write;
/// a reader takes any, so that no version of Unicode's tables decides whether an old leaf is valid.
/// </remarks>
public sealed record LeafDraft
{
    /// <summary>Field t, such as post.rejected: lower-case words, with dots and hyphens between them, up to 64 characters.</summary>
    public required string Type { get; init; }

    /// <summary>A UUID of version 7, lower-case with hyphens; the log takes the same id in once.</summary>
    public required string Id { get; init; }

    /// <summary>Field act.</summary>
    public required LeafActor Actor { get; init; }

    /// <summary>Field obj.</summary>
    public required LeafSubject Subject { get; init; }

    /// <summary>Field out: a short code.</summary>
    public string Outcome { get; init; } = "ok";

    /// <summary>Field d: commitments by name.</summary>
    public IReadOnlyDictionary<string, Commitment> Details { get; init; } = new Dictionary<string, Commitment>();

    /// <summary>Field pol: version of the policy in force, such as 2026-09/1.</summary>
    public required string Policy { get; init; }

    /// <summary>Field app: version and commit of the application, such as crowdcontrol/1.4.0+9f3c2e1.</summary>
    public required string Application { get; init; }

    /// <summary>Field wa: the officer's own signature, committed to under the name wa; null where the act came another way.</summary>
    public Commitment? Assertion { get; init; }

    /// <summary>What the officer's passkey signs (nobody can invent the officer): SHA-256 of the leaf without wa, seq and ts.</summary>
    /// <exception cref="ArgumentException">The draft breaks a rule of the format; the message says which.</exception>
    public Digest Challenge() => new(SHA256.HashData(LeafWriter.Write(this, null, null)));
}
