using System.Globalization;
using Azure;
using Azure.Data.Tables;
using CrowdControl.Domain;
using CrowdControl.Functions.Hosting;

namespace CrowdControl.Functions.Auditing.Secrets;

/// <summary>
/// Salts and values of the record's entries, beside the log and never in it: what is erased here is gone for good, and the entry still
/// proves. Written before the entry is; what no entry names was never recorded.
/// </summary>
internal sealed class SecretTable(Tables tables, WrappingKey keys)
{
    public const string Name = "auditsecrets";

    /// <summary>Insert only: one write.</summary>
    /// <param name="id">The entry's id, a UUIDv7.</param>
    public async Task Add(TenantId tenant, Guid id, IReadOnlyList<Disclosure> fields, CancellationToken cancellation)
    {
        var table = await tables.Open(Name, cancellation);
        var (name, key) = await keys.Present(tenant, cancellation);
        var row = new SecretRow { PartitionKey = Partition(tenant, id), RowKey = Key(id) };
        row.Seal(fields, name, key);
        await table.AddEntityAsync(row, cancellation);
    }

    /// <summary>What can still be told of the entries: one query for each day that their ids span.</summary>
    public async Task<IReadOnlyDictionary<Guid, IReadOnlyList<Disclosure>>> Read(
        TenantId tenant, IReadOnlyCollection<Guid> ids, CancellationToken cancellation)
    {
        var table = await tables.Open(Name, cancellation);
        var found = new Dictionary<Guid, IReadOnlyList<Disclosure>>();
        var wanted = ids.ToHashSet();
        foreach (var day in wanted.GroupBy(id => Partition(tenant, id)))
        {
            var (first, last) = (day.Select(Key).Min(StringComparer.Ordinal), day.Select(Key).Max(StringComparer.Ordinal));
            var filter = TableClient.CreateQueryFilter($"PartitionKey eq {day.Key} and RowKey ge {first} and RowKey le {last}");
            await foreach (var row in table.QueryAsync<SecretRow>(filter, cancellationToken: cancellation))
                if (Guid.Parse(row.RowKey, CultureInfo.InvariantCulture) is var id && wanted.Contains(id))
                    found[id] = row.Open(await keys.Named(row.WrappedBy, cancellation));
        }

        return found;
    }

    /// <summary>Destroys salt and value of the named fields of an entry, the data key with them.</summary>
    /// <returns>The names that were there to be erased.</returns>
    public async Task<IReadOnlyList<string>> Erase(TenantId tenant, Guid id, IReadOnlyCollection<string> names, CancellationToken cancellation)
    {
        var table = await tables.Open(Name, cancellation);
        while (true)
        {
            var read = await table.GetEntityIfExistsAsync<SecretRow>(Partition(tenant, id), Key(id), cancellationToken: cancellation);
            if (!read.HasValue) return [];
            var row = read.Value!;
            var fields = row.Open(await keys.Named(row.WrappedBy, cancellation));
            var erased = fields.Select(field => field.Name).Where(names.Contains).ToList();
            if (erased.Count == 0) return [];
            var (name, key) = await keys.Present(tenant, cancellation);
            row.Seal([.. fields.Where(field => !names.Contains(field.Name))], name, key);
            try
            {
                await table.UpdateEntityAsync(row, row.ETag, TableUpdateMode.Replace, cancellation);
                return erased;
            }
            catch (RequestFailedException lost) when (lost.Status == 412)
            {
            }
        }
    }

    private static string Key(Guid id) => id.ToString("D", CultureInfo.InvariantCulture);

    private static string Partition(TenantId tenant, Guid id) => string.Create(
        CultureInfo.InvariantCulture, $"{tenant}|{DateTimeOffset.FromUnixTimeMilliseconds(Milliseconds(id)).UtcDateTime:yyyyMMdd}");

    /// <summary>The first 48 bits of a UUIDv7 (RFC 9562, section 5.7).</summary>
    private static long Milliseconds(Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        var milliseconds = 0L;
        foreach (var part in bytes[..6]) milliseconds = milliseconds << 8 | part;
        return milliseconds;
    }
}
