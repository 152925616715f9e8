using Azure;
using Azure.Data.Tables;
using CrowdControl.AuditLog.Notes;
using CrowdControl.Domain;
using CrowdControl.Functions.Hosting;

namespace CrowdControl.Functions.Auditing.Signing;

/// <summary>The keys of each log over time, kept although the vault may forget its old ones: what they signed has to be believed.
/// PartitionKey TENANT|LOG, RowKey the key's id.</summary>
internal sealed class KeyTable(Tables tables)
{
    public const string Name = "auditkeys";

    /// <summary>Oldest first.</summary>
    public async Task<IReadOnlyList<KeyTerm>> Read(TenantId tenant, string log, CancellationToken cancellation)
    {
        var table = await tables.Open(Name, cancellation);
        var rows = table.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {Partition(tenant, log)}"), cancellationToken: cancellation);
        var keys = await rows.Select(row => new KeyTerm(
            VerifierKey.Parse(row.GetString("Key")), row.GetString("Source"), row.GetInt64("From")!.Value, row.GetInt64("To"),
            row.GetDateTimeOffset("Since")!.Value)).ToListAsync(cancellation);
        return [.. keys.OrderBy(key => key.From).ThenBy(key => key.Since)];
    }

    /// <summary>Adds keys; one that is there already stays as it is.</summary>
    public async Task Add(TenantId tenant, string log, IEnumerable<KeyTerm> keys, CancellationToken cancellation)
    {
        var table = await tables.Open(Name, cancellation);
        foreach (var key in keys)
            try
            {
                await table.AddEntityAsync(Row(tenant, log, key), cancellation);
            }
            catch (RequestFailedException there) when (there.Status == 409)
            {
                // Another instance was first, with the same.
            }
    }

    /// <summary>Notes that the key signs no more.</summary>
    public async Task End(TenantId tenant, string log, KeyTerm key, CancellationToken cancellation)
    {
        var table = await tables.Open(Name, cancellation);
        await table.UpsertEntityAsync(Row(tenant, log, key), TableUpdateMode.Replace, cancellation);
    }

    private static TableEntity Row(TenantId tenant, string log, KeyTerm key)
    {
        var row = new TableEntity(Partition(tenant, log), $"{key.Key.Id:x8}")
        {
            ["Key"] = key.Key.ToString(),
            ["Source"] = key.Source,
            ["From"] = key.From,
            ["Since"] = key.Since,
        };
        if (key.To is { } to) row["To"] = to;
        return row;
    }

    private static string Partition(TenantId tenant, string log) => $"{tenant}|{log}";
}
