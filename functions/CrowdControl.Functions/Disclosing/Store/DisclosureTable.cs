using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using CrowdControl.Domain;
using CrowdControl.Domain.Disclosing;
using CrowdControl.Functions.Hosting;

namespace CrowdControl.Functions.Disclosing.Store;

/// <summary>The table of disclosure packs: what was asked for and how far it is. The packs themselves are blobs.</summary>
public sealed class DisclosureTable(Tables tables)
{
    private const string Name = "disclosures";

    internal async Task<StoredDisclosure?> Find(TenantId tenant, DisclosureId id, CancellationToken cancellation)
    {
        var table = await tables.Open(Name, cancellation);
        var found = await table.GetEntityIfExistsAsync<TableEntity>(tenant.Value, id.Value, cancellationToken: cancellation);
        return found.HasValue ? DisclosureRow.Read(found.Value!) : null;
    }

    /// <summary>Newest first: an organisation makes some hundred in a year.</summary>
    internal async Task<IReadOnlyList<DisclosurePack>> All(TenantId tenant, CancellationToken cancellation)
    {
        var table = await tables.Open(Name, cancellation);
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {tenant.Value}");
        var all = await table.QueryAsync<TableEntity>(filter, cancellationToken: cancellation).Select(row => DisclosureRow.Read(row).Pack)
            .ToListAsync(cancellation);
        return [.. all.OrderByDescending(pack => pack.Requested.At).ThenBy(pack => pack.Id.Value, StringComparer.Ordinal)];
    }

    /// <summary>Every organisation's that are being made, for the repair.</summary>
    internal async IAsyncEnumerable<(TenantId Tenant, DisclosureId Id)> UnderWay(
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        var table = await tables.Open(Name, cancellation);
        var filter = TableClient.CreateQueryFilter($"State eq {nameof(DisclosureState.Preparing)}");
        await foreach (var row in table.QueryAsync<TableEntity>(filter, select: ["PartitionKey", "RowKey"], cancellationToken: cancellation))
            yield return (new TenantId(row.PartitionKey), new DisclosureId(row.RowKey));
    }

    /// <summary>Insert only; false where there is one of that id.</summary>
    internal async Task<bool> Add(DisclosurePack pack, string fingerprint, CancellationToken cancellation)
    {
        var table = await tables.Open(Name, cancellation);
        return await table.Insert(DisclosureRow.Write(pack, fingerprint), cancellation);
    }

    /// <summary>False where somebody else changed it since it was read.</summary>
    internal async Task<bool> Change(StoredDisclosure from, DisclosurePack to, CancellationToken cancellation)
    {
        var table = await tables.Open(Name, cancellation);
        return await table.Replace(DisclosureRow.Write(to, from.Fingerprint), from.Version, cancellation);
    }
}

/// <param name="Fingerprint">Of the request that asked for it.</param>
internal sealed record StoredDisclosure(DisclosurePack Pack, string Fingerprint, ETag Version);

/// <summary>PartitionKey is the organisation, RowKey the pack's id; all of it as JSON, and its state apart, to be looked for.</summary>
internal static class DisclosureRow
{
    /// <summary>A string property holds at most 32 K characters; a longer text goes on in the next one.</summary>
    private const int MostInOneProperty = 30_000;

    public static TableEntity Write(DisclosurePack pack, string fingerprint)
    {
        var row = new TableEntity(pack.Tenant.Value, pack.Id.Value) { ["State"] = pack.State.ToString(), ["Fingerprint"] = fingerprint };
        var json = JsonSerializer.Serialize(pack, Json.Options);
        foreach (var (part, chunk) in json.Chunk(MostInOneProperty).Index()) row[$"Json{part}"] = new string(chunk);
        return row;
    }

    public static StoredDisclosure Read(TableEntity row)
    {
        var parts = Enumerable.Range(0, int.MaxValue).Select(part => row.GetString($"Json{part}")).TakeWhile(part => part is not null);
        var pack = JsonSerializer.Deserialize<DisclosurePack>(string.Concat(parts), Json.Options)
            ?? throw new InvalidOperationException($"The disclosure {row.RowKey} is empty.");
        return new StoredDisclosure(pack, row.GetString("Fingerprint"), row.ETag);
    }
}
