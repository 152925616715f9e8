using System.Globalization;
using System.Security.Cryptography;
using Azure;
using Azure.Data.Tables;
using CrowdControl.Domain;
using CrowdControl.Functions.Auditing.Secrets;
using CrowdControl.Functions.Hosting;

namespace CrowdControl.Functions.Auditing.Officers;

/// <summary>What was fixed for an act that waits to be signed: the seed of its salts and its time. PartitionKey is TENANT|MEMBER and RowKey
/// yyyymmdd, then a random id; inserted once, taken once, sealed like the values themselves. What nobody signs is swept.</summary>
internal sealed class PreparedActs(Tables tables, WrappingKey keys)
{
    private const string Name = "auditprepared";

    public async Task<string> Add(TenantId tenant, string member, byte[] seed, DateTimeOffset at, CancellationToken cancellation)
    {
        var table = await tables.Open(Name, cancellation);
        var (name, key) = await keys.Present(tenant, cancellation);
        var row = new SecretRow { PartitionKey = $"{tenant}|{member}", RowKey = Day(at) + RandomNumberGenerator.GetHexString(32, lowercase: true) };
        row.Seal([new Disclosure("seed", seed, at.ToString("O", CultureInfo.InvariantCulture))], name, key);
        await table.AddEntityAsync(row, cancellation);
        return row.RowKey;
    }

    /// <summary>Takes it away, so that nobody uses it again. Null: there is none, or somebody was quicker.</summary>
    public async Task<(byte[] Seed, DateTimeOffset At)?> Take(TenantId tenant, string member, string id, CancellationToken cancellation)
    {
        var table = await tables.Open(Name, cancellation);
        var found = await table.GetEntityIfExistsAsync<SecretRow>($"{tenant}|{member}", id, cancellationToken: cancellation);
        if (!found.HasValue) return null;
        var row = found.Value!;
        try
        {
            // Deleting what is gone is no fault for the client, so the answer has to say who deleted it.
            using var answer = await table.DeleteEntityAsync(row.PartitionKey, row.RowKey, row.ETag, cancellation);
            if (answer.Status == 404) return null;
        }
        catch (RequestFailedException lost) when (lost.Status is 404 or 412)
        {
            return null;
        }

        var seed = row.Open(await keys.Named(row.WrappedBy, cancellation))[0];
        return (seed.Salt, DateTimeOffset.Parse(seed.Value, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind));
    }

    /// <summary>Takes away what nobody signed on the days before.</summary>
    /// <returns>How many there were.</returns>
    public async Task<int> Sweep(TenantId tenant, DateTimeOffset before, CancellationToken cancellation)
    {
        var table = await tables.Open(Name, cancellation);
        // The brace follows the stroke in ASCII, so what lies between the two is this organisation's.
        var filter = TableClient.CreateQueryFilter($"PartitionKey ge {tenant + "|"} and PartitionKey lt {tenant + "}"} and RowKey lt {Day(before)}");
        var removed = 0;
        await foreach (var row in table.QueryAsync<TableEntity>(filter, select: ["PartitionKey", "RowKey"], cancellationToken: cancellation))
        {
            await table.DeleteEntityAsync(row.PartitionKey, row.RowKey, ETag.All, cancellation);
            removed++;
        }

        return removed;
    }

    private static string Day(DateTimeOffset at) => at.UtcDateTime.ToString("yyyyMMdd", CultureInfo.InvariantCulture);
}
