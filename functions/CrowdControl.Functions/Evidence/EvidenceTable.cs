using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using CrowdControl.Domain;
using CrowdControl.Domain.Evidence;
using CrowdControl.Functions.Auditing.Secrets;
using CrowdControl.Functions.Hosting;

namespace CrowdControl.Functions.Evidence;

/// <summary>The table of cases, exhibits, their custody and what is due. Writes go through <see cref="EvidenceChange"/>.</summary>
internal sealed class EvidenceTable(Tables tables, DataKeys keys)
{
    public const string Name = "evidence";

    public static string Place(TenantId tenant, string row) => $"{tenant}\n{row}";

    public async Task<StoredCase?> Find(TenantId tenant, CaseId id, CancellationToken cancellation) =>
        await Row(tenant, EvidenceKeys.Of(id), cancellation) is { } row ? await ReadCase(tenant, row, cancellation) : null;

    public async Task<StoredExhibit?> Find(TenantId tenant, ExhibitId id, CancellationToken cancellation) =>
        await Row(tenant, EvidenceKeys.Of(id), cancellation) is { } row ? await ReadExhibit(tenant, row, cancellation) : null;

    public async Task<IReadOnlyList<Case>> Cases(TenantId tenant, CancellationToken cancellation)
    {
        var all = new List<Case>();
        await foreach (var row in Range(tenant, EvidenceKeys.Cases, cancellation)) all.Add((await ReadCase(tenant, row, cancellation)).Case);
        return all;
    }

    public async Task<IReadOnlyList<Exhibit>> Exhibits(TenantId tenant, CaseId id, CancellationToken cancellation)
    {
        var all = new List<Exhibit>();
        await foreach (var row in Range(tenant, EvidenceKeys.ExhibitsOf(id), cancellation))
            all.Add((await ReadExhibit(tenant, row, cancellation)).Exhibit);
        return all;
    }

    /// <summary>In the order of time. What was said is null once the exhibit is destroyed.</summary>
    public async Task<IReadOnlyList<CustodyEvent>> Custody(TenantId tenant, StoredExhibit of, CancellationToken cancellation)
    {
        var all = new List<CustodyEvent>();
        await foreach (var row in Range(tenant, EvidenceKeys.CustodyOf(of.Exhibit.Id), cancellation))
        {
            var place = Place(tenant, row.RowKey);
            var touch = JsonSerializer.Deserialize<CustodyEvent>(of.Facts.Open(row.Facts, place), Json.Options)!;
            var why = row.Item is { } item && of.Item is { } key ? System.Text.Encoding.UTF8.GetString(key.Open(item, place)) : null;
            all.Add(touch with { Why = why });
        }

        return all;
    }

    /// <summary>Exhibits marked from one row key to another, that end included.</summary>
    public async Task<IReadOnlyList<ExhibitId>> Marked(TenantId tenant, string from, string to, CancellationToken cancellation)
    {
        var table = await tables.Open(Name, cancellation);
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {tenant.Value} and RowKey ge {from} and RowKey le {to}");
        return await table.QueryAsync<TableEntity>(filter, select: ["RowKey"], cancellationToken: cancellation)
            .Select(row => EvidenceKeys.ExhibitIn(row.RowKey)).ToListAsync(cancellation);
    }

    /// <summary>Cases whose holds storage has to be told of.</summary>
    public async Task<IReadOnlyList<CaseId>> ToHold(TenantId tenant, CancellationToken cancellation) =>
        await Range(tenant, EvidenceKeys.Holding, cancellation).Select(row => new CaseId(row.RowKey[EvidenceKeys.Holding.Length..])).ToListAsync(cancellation);

    /// <summary>The version of a mark; null where there is none.</summary>
    public async Task<ETag?> MarkOf(TenantId tenant, string mark, CancellationToken cancellation) => (await Row(tenant, mark, cancellation))?.ETag;

    /// <summary>Leaves one that was set anew meanwhile.</summary>
    public async Task Unmark(TenantId tenant, string mark, ETag version, CancellationToken cancellation)
    {
        var table = await tables.Open(Name, cancellation);
        try
        {
            await table.DeleteEntityAsync(tenant.Value, mark, version, cancellation);
        }
        catch (RequestFailedException anew) when (anew.Status is 404 or 412)
        {
        }
    }

    public async Task<IReadOnlyList<(RetentionRule Rule, ETag Version)>> Rules(TenantId tenant, CancellationToken cancellation)
    {
        var all = new List<(RetentionRule, ETag)>();
        await foreach (var row in Range(tenant, EvidenceKeys.Rules, cancellation))
            all.Add((JsonSerializer.Deserialize<RetentionRule>(row.Facts, Json.Options)!, row.ETag));
        return all;
    }

    /// <summary>False when somebody was quicker.</summary>
    public async Task<bool> Write(TenantId tenant, RetentionRule rule, ETag? version, CancellationToken cancellation)
    {
        var table = await tables.Open(Name, cancellation);
        var row = new EvidenceRow
        {
            PartitionKey = tenant.Value,
            RowKey = EvidenceKeys.Rule(rule.Class),
            Facts = JsonSerializer.SerializeToUtf8Bytes(rule, Json.Options),
        };
        return version is { } read ? await table.Replace(row, read, cancellation) : await table.Insert(row, cancellation);
    }

    /// <summary>How many numbers of the kind were given out, and the version of that; nothing before the first.</summary>
    public async Task<(int Given, ETag? Version)> Number(TenantId tenant, string kind, CancellationToken cancellation)
    {
        var table = await tables.Open(Name, cancellation);
        var row = await table.GetEntityIfExistsAsync<TableEntity>(tenant.Value, EvidenceKeys.Number(kind), cancellationToken: cancellation);
        return row.HasValue ? (row.Value!.GetInt32("Given")!.Value, row.Value.ETag) : (0, null);
    }

    public async Task Note(TenantId tenant, CancellationToken cancellation)
    {
        var table = await tables.Open(Name, cancellation);
        await table.UpsertEntityAsync(new TableEntity(EvidenceKeys.Organisations, tenant.Value), TableUpdateMode.Merge, cancellation);
    }

    /// <summary>Every organisation that has a case.</summary>
    public async Task<IReadOnlyList<TenantId>> Tenants(CancellationToken cancellation)
    {
        var table = await tables.Open(Name, cancellation);
        return await table.QueryAsync<TableEntity>(
                TableClient.CreateQueryFilter($"PartitionKey eq {EvidenceKeys.Organisations}"), select: ["RowKey"], cancellationToken: cancellation)
            .Select(row => new TenantId(row.RowKey)).ToListAsync(cancellation);
    }

    /// <summary>All or nothing. False when somebody changed one of the rows first.</summary>
    public async Task<bool> Write(EvidenceChange change, CancellationToken cancellation)
    {
        var table = await tables.Open(Name, cancellation);
        try
        {
            await table.SubmitTransactionAsync(change.Actions, cancellation);
            return true;
        }
        catch (RequestFailedException raced) when (raced.Status is 404 or 409 or 412)
        {
            return false;
        }
    }

    private async Task<EvidenceRow?> Row(TenantId tenant, string key, CancellationToken cancellation)
    {
        var table = await tables.Open(Name, cancellation);
        var found = await table.GetEntityIfExistsAsync<EvidenceRow>(tenant.Value, key, cancellationToken: cancellation);
        return found.HasValue ? found.Value : null;
    }

    private async IAsyncEnumerable<EvidenceRow> Range(
        TenantId tenant, string prefix, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        var table = await tables.Open(Name, cancellation);
        var end = prefix + EvidenceKeys.End;
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {tenant.Value} and RowKey ge {prefix} and RowKey lt {end}");
        await foreach (var row in table.QueryAsync<EvidenceRow>(filter, cancellationToken: cancellation)) yield return row;
    }

    private async Task<StoredCase> ReadCase(TenantId tenant, EvidenceRow row, CancellationToken cancellation)
    {
        var place = Place(tenant, row.RowKey);
        var facts = await keys.Open(row.WrappedFacts, place, cancellation);
        return new StoredCase(JsonSerializer.Deserialize<Case>(facts.Open(row.Facts, place), Json.Options)!, facts, row.ETag);
    }

    private async Task<StoredExhibit> ReadExhibit(TenantId tenant, EvidenceRow row, CancellationToken cancellation)
    {
        var place = Place(tenant, row.RowKey);
        var facts = await keys.Open(row.WrappedFacts, place, cancellation);
        var exhibit = JsonSerializer.Deserialize<Exhibit>(facts.Open(row.Facts, place), Json.Options)!;
        if (row.WrappedItem is not { } wrapped) return new StoredExhibit(exhibit, facts, null, row.ETag);
        var item = await keys.Open(wrapped, place, cancellation);
        var label = System.Text.Encoding.UTF8.GetString(item.Open(row.Item, place));
        return new StoredExhibit(exhibit with { Label = label }, facts, item, row.ETag);
    }
}
