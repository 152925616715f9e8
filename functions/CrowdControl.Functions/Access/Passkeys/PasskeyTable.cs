using Azure.Data.Tables;
using CrowdControl.AuditLog.Officers;
using CrowdControl.Domain;
using CrowdControl.Functions.Hosting;

namespace CrowdControl.Functions.Access.Passkeys;

/// <summary>Passkeys. PartitionKey is the organisation and RowKey the name of the public key, so one key has one holder; revoked ones
/// stay, or they could be registered anew.</summary>
internal sealed class PasskeyTable(Tables tables)
{
    private const string Name = "passkeys";

    /// <summary>False: the key is registered already.</summary>
    public async Task<bool> Add(TenantId tenant, Passkey passkey, CancellationToken cancellation) =>
        await (await tables.Open(Name, cancellation)).Insert(Row(tenant, passkey), cancellation);

    public async Task<Versioned<Passkey>?> Find(TenantId tenant, MemberId member, string id, CancellationToken cancellation)
    {
        var table = await tables.Open(Name, cancellation);
        var found = await table.GetEntityIfExistsAsync<TableEntity>(tenant.Value, id, cancellationToken: cancellation);
        return found.HasValue && Read(found.Value!) is var passkey && passkey.Member == member
            ? new Versioned<Passkey>(passkey, found.Value!.ETag)
            : null;
    }

    /// <summary>The oldest first.</summary>
    public async Task<IReadOnlyList<Passkey>> Of(TenantId tenant, MemberId member, CancellationToken cancellation)
    {
        var table = await tables.Open(Name, cancellation);
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {tenant.Value} and Member eq {member.Value}");
        var found = await table.QueryAsync<TableEntity>(filter, cancellationToken: cancellation).ToListAsync(cancellation);
        return [.. found.Select(Read).OrderBy(passkey => passkey.CreatedAt)];
    }

    /// <summary>False: somebody changed it first.</summary>
    public async Task<bool> Change(TenantId tenant, Versioned<Passkey> before, Passkey after, CancellationToken cancellation) =>
        await (await tables.Open(Name, cancellation)).Replace(Row(tenant, after), before.Version, cancellation);

    private static TableEntity Row(TenantId tenant, Passkey passkey) => new(tenant.Value, passkey.Id)
    {
        ["Member"] = passkey.Member.Value,
        ["Name"] = passkey.Name,
        ["CredentialId"] = passkey.CredentialId,
        ["Key"] = passkey.Key.Spki.ToArray(),
        ["Site"] = passkey.Site,
        ["MayBackUp"] = passkey.MayBackUp,
        ["CreatedAt"] = passkey.CreatedAt,
        ["RevokedAt"] = passkey.RevokedAt,
    };

    private static Passkey Read(TableEntity row) => new(
        new MemberId(row.GetString("Member")), row.GetString("Name"), row.GetBinary("CredentialId"), CredentialKey.OfSpki(row.GetBinary("Key")),
        row.GetString("Site"), row.GetBoolean("MayBackUp") == true, row.GetDateTimeOffset("CreatedAt")!.Value, row.GetDateTimeOffset("RevokedAt"));
}
