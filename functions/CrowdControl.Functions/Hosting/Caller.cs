using CrowdControl.Domain;
using CrowdControl.Domain.Access;
using CrowdControl.Domain.Approvals;
using Microsoft.AspNetCore.Http;

namespace CrowdControl.Functions.Hosting;

/// <summary>Who asks: a member of one organisation, with the rights they hold at this moment.</summary>
public sealed record Caller(Organisation Organisation, Member Member, DateTimeOffset At)
{
    /// <summary>What came along to sign the act with: see <see cref="ActSignature"/>. Null where nothing did.</summary>
    public string? Signature { get; init; }

    public TenantId Tenant => Organisation.Id;

    public Signatory Signatory => Member.Signatory;

    public Scope ScopeOf(Permission permission) => Member.ScopeOf(permission, At);

    public bool May(Permission permission) => Member.May(permission, At);

    public bool May(Permission permission, ChannelId channel) => Member.May(permission, channel, At);
}

public static class CallerOfRequest
{
    private static readonly object Key = new();

    /// <summary>Who the access middleware found. A route that it let through always has one, unless the route is public.</summary>
    public static Caller Caller(this HttpRequest request) => request.HttpContext.Items[Key] as Caller
        ?? throw new InvalidOperationException("Nobody was let in: the route is public, or the access middleware did not run.");

    public static void Admit(this HttpContext context, Caller caller) => context.Items[Key] = caller;
}
