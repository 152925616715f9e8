using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Azure.Data.Tables;
using CrowdControl.Domain;
using CrowdControl.Domain.Access;
using CrowdControl.Functions.Hosting;

namespace CrowdControl.Functions.Access;

/// <summary>How a member lies in the table: one property a grant, since one holding all would outgrow a property.</summary>
internal static class MemberRow
{
    /// <summary>Row: this and the member's id.</summary>
    public const string Prefix = "member-";

    private const string GrantPrefix = "Grant";

    public static string Key(MemberId id) => Prefix + id.Value;

    public static TableEntity Of(Member member)
    {
        var row = new TableEntity(member.Tenant.Value, Key(member.Id))
        {
            ["Name"] = member.Name,
            ["Email"] = member.Email,
            ["Kind"] = member.Kind.ToString(),
            ["State"] = member.State.ToString(),
            ["SuspendedFrom"] = member.SuspendedFrom?.ToString(),
            ["Directory"] = member.Directory,
            ["ObjectId"] = member.ObjectId,
        };
        foreach (var (number, grant) in member.Grants.Index())
            row[string.Create(CultureInfo.InvariantCulture, $"{GrantPrefix}{number:D3}")] = JsonSerializer.Serialize(Stored.Of(grant), Json.Options);
        return row;
    }

    public static Member Read(TableEntity row) => new(
        new TenantId(row.PartitionKey),
        new MemberId(row.RowKey[Prefix.Length..]),
        row.GetString("Name"),
        row.GetString("Email"),
        Enum.Parse<MemberKind>(row.GetString("Kind")),
        Enum.Parse<MemberState>(row.GetString("State")),
        row.GetString("Directory"),
        row.GetString("ObjectId"),
        [.. row.Keys.Where(key => key.StartsWith(GrantPrefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal)
            .Select(key => JsonSerializer.Deserialize<Stored>(row.GetString(key), Json.Options)!.Grant())])
    {
        SuspendedFrom = row.GetString("SuspendedFrom") is { } from ? Enum.Parse<MemberState>(from) : null,
    };

    private sealed record Stored(string Id, Role Role, ImmutableArray<string>? Channels, DateTimeOffset? From, DateTimeOffset? To)
    {
        public static Stored Of(Grant grant) => new(
            grant.Id.Value, grant.Role, grant.Scope.Channels is { } named ? [.. named] : null, grant.ValidFrom, grant.ValidTo);

        public Grant Grant() => new(
            new GrantId(Id), Role, Channels is { } named ? new Scope([.. named]) : Scope.Everything, From, To);
    }
}
