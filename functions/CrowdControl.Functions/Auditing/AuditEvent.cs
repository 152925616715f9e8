using System.Collections.Immutable;
using CrowdControl.AuditLog.Packs;
using CrowdControl.Domain;
using CrowdControl.Domain.Access;
using CrowdControl.Functions.Hosting;

namespace CrowdControl.Functions.Auditing;

/// <summary>One act for the record. Never a post's text, a name of the public, or a secret: ids and digests say which.</summary>
/// <param name="Id">Names the act: recording the same id again records nothing. 1 to 128 printable ASCII characters, no space.</param>
/// <param name="Act">What was done or attempted: subject, full stop, verb, such as <c>post.approved</c>.</param>
/// <param name="Outcome">How far it got: <c>Asked</c> before an effect is attempted, then <c>Done</c>, <c>Refused</c> or <c>Unknown</c>.</param>
public sealed record AuditEvent(
    TenantId Tenant,
    string Id,
    DateTimeOffset At,
    Actor Actor,
    string Act,
    AuditSubject Subject,
    ChannelId? Channel,
    AuditOutcome Outcome,
    ImmutableSortedDictionary<string, string> Details)
{
    /// <summary>The case that it belongs to: evidence, holds, restriction, erasure and disclosure stand in the case's stream, everything
    /// else in its channel's where it has one.</summary>
    public CaseId? Case { get; init; }

    /// <summary>Fields of earlier entries that nobody will open any more: an erasure names each of them with its commitment, for everybody to
    /// read. At most <see cref="ErasedField.MostPerEntry"/>.</summary>
    public IReadOnlyList<ErasedField> Erased { get; init; } = [];

    /// <summary>Whom it is about, where somebody else may have done it: it stands in their stream.</summary>
    public MemberId? About { get; init; }
}

/// <summary>Who acted. No event is without one.</summary>
public sealed record Actor(ActorKind Kind, string Id, string? Name)
{
    public static Actor Of(Caller caller) => Of(caller.Member);

    public static Actor Of(Member member) =>
        new(member.Kind is MemberKind.ApiCaller ? ActorKind.ApiCaller : ActorKind.Member, member.Id.Value, member.Name)
        {
            Role = member.Grants.IsEmpty ? "none" : string.Join(',', member.Grants.Select(grant => grant.Role).Distinct().Order()),
            Method = "oidc",
        };

    /// <summary>In which roles.</summary>
    public string Role { get; init; } = "system";

    /// <summary>How they proved who they are.</summary>
    public string Method { get; init; } = "managed-identity";

    /// <summary>A named job of the product itself.</summary>
    public static Actor Job(string name) => new(ActorKind.System, name, null);
}

public enum ActorKind { Member, ApiCaller, System }

/// <summary>What the act was about, such as <c>submission:...</c>.</summary>
public sealed record AuditSubject(string Kind, string Id);

public enum AuditOutcome { Asked, Done, Refused, Unknown }
