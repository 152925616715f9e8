using System.Collections.Immutable;
using CrowdControl.Domain;
using CrowdControl.Domain.Access;
using CrowdControl.Functions.Auditing;

namespace CrowdControl.Functions.Access;

/// <summary>Makes the first organisation and its administrator when the person named in the settings calls a service that has none.</summary>
/// <remarks>Each step may be repeated, and the identity row that lets the person in comes last: cut short anywhere, the next call finishes it.</remarks>
internal sealed class FirstSetUp(SetUpSettings settings, IdentityTable identities, MemberTable members, AuditTrail trail, TimeProvider clock)
{
    /// <summary>Null unless these are the settings' administrator and nobody else was first.</summary>
    public async Task<Place?> Run(string directory, string objectId, string? name, CancellationToken cancellation)
    {
        if (!settings.Names(directory, objectId)) return null;
        var mine = new Place(Organisation.FirstOf(settings.Directory, settings.ObjectId), new MemberId(NameOf("administrator")));
        if (await identities.ClaimFirst(mine, cancellation) != mine) return null;

        var organisation = new Organisation(mine.Tenant, settings.Organisation);
        var administrator = new Member(
            mine.Tenant, mine.Member, Fit(name) ?? "Administrator", null, MemberKind.Person, MemberState.Active, settings.Directory, settings.ObjectId,
            [new Grant(new GrantId(NameOf("grant")), Role.Administrator, Scope.Everything, null, null)]);
        await Record(organisation, administrator, cancellation);
        await members.Found(organisation, administrator, cancellation);
        return await identities.Claim(directory, objectId, mine, cancellation);
    }

    private Task Record(Organisation organisation, Member administrator, CancellationToken cancellation) => trail.Record(new AuditEvent(
        organisation.Id, $"organisation/{organisation.Id}/set-up", clock.GetUtcNow(), Actor.Job("first-set-up"), "organisation.set-up",
        new AuditSubject("organisation", organisation.Id.Value), null, AuditOutcome.Done,
        new Dictionary<string, string>
        {
            ["name"] = organisation.Name,
            ["administrator"] = administrator.Id.Value,
            ["directory"] = administrator.Directory,
            ["objectId"] = administrator.ObjectId,
        }.ToImmutableSortedDictionary(StringComparer.Ordinal)), cancellation);

    private static string? Fit(string? name) =>
        string.IsNullOrWhiteSpace(name) || name.Length > Member.MaximumName || name.Any(char.IsControl) ? null : name.Trim();

    private string NameOf(string what) => Organisation.FirstName(what, settings.Directory, settings.ObjectId);
}
