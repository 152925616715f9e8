using System.Globalization;
using System.Security.Cryptography;
using Azure;
using Azure.Data.Tables;
using CrowdControl.AuditLog.Leaves;
using CrowdControl.Domain;
using CrowdControl.Functions.Hosting;

namespace CrowdControl.Functions.Auditing.Secrets;

/// <summary>
/// Salts and values of the record's entries, beside the log and never in it: what is erased here is gone for good, and the entry still
/// proves. Written before the entry is. An act that was tried twice may leave a second row: only one opens the entry's commitments.
/// </summary>
internal sealed class SecretTable(Tables tables, WrappingKey keys)
{
    public const string Name = "auditsecrets";

    /// <summary>Tells two tries of one act apart that come in the same millisecond.</summary>
    private const int TryLength = 8;

    private const int IdAt = 9 + 1 + TryLength + 1;

    /// <summary>No entry is taken into the log later than this after its values were written: the request would have ended long before.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromMinutes(10);

    /// <summary>One write. What belongs to an item of evidence is put apart under it, so that nothing is left where it is erased, not
    /// even of tries that came to nothing.</summary>
    /// <param name="now">Not after the time that the entry gets.</param>
    public Task<SecretPlace> Add(
        TenantId tenant, LeafDraft entry, DateTimeOffset now, IReadOnlyList<Disclosure> fields, CancellationToken cancellation) =>
        Add(entry.ItemOf() is { } item ? Partition(tenant, item) : Partition(tenant, now), entry.Id, tenant, now, fields, cancellation);

    /// <summary>One write.</summary>
    /// <param name="id">The entry's id.</param>
    /// <param name="now">Not after the time that the entry gets.</param>
    public Task<SecretPlace> Add(
        TenantId tenant, string id, DateTimeOffset now, IReadOnlyList<Disclosure> fields, CancellationToken cancellation) =>
        Add(Partition(tenant, now), id, tenant, now, fields, cancellation);

    private async Task<SecretPlace> Add(
        string partition, string id, TenantId tenant, DateTimeOffset now, IReadOnlyList<Disclosure> fields, CancellationToken cancellation)
    {
        var table = await tables.Open(Name, cancellation);
        var (name, key) = await keys.Present(tenant, cancellation);
        var row = new SecretRow { PartitionKey = partition, RowKey = $"{Time(now)}-{RandomNumberGenerator.GetHexString(TryLength)}-{id}" };
        row.Seal(fields, name, key);
        await table.AddEntityAsync(row, cancellation);
        return new SecretPlace(row.PartitionKey, row.RowKey);
    }

    /// <summary>Takes away what no entry commits to.</summary>
    public async Task Remove(SecretPlace place, CancellationToken cancellation)
    {
        var table = await tables.Open(Name, cancellation);
        await table.DeleteEntityAsync(place.Partition, place.Row, ETag.All, cancellation);
    }

    /// <summary>What was kept for the entries, by their ids: one query for each day and for each item of evidence that they are of.</summary>
    public async Task<ILookup<string, IReadOnlyList<Disclosure>>> Read(
        TenantId tenant, IReadOnlyCollection<Leaf> entries, CancellationToken cancellation)
    {
        var days = await Read(tenant, [.. entries.Where(entry => entry.Draft.ItemOf() is null).Select(entry => (entry.Draft.Id, entry.At))], cancellation);
        var found = days.SelectMany(day => day.Select(fields => (day.Key, fields))).ToList();
        foreach (var item in entries.Where(entry => entry.Draft.ItemOf() is not null).GroupBy(entry => entry.Draft.ItemOf()!))
        {
            var wanted = item.Select(entry => entry.Draft.Id).ToHashSet(StringComparer.Ordinal);
            await foreach (var (id, row) in RowsOf(tenant, item.Key, cancellation))
                if (wanted.Contains(id)) found.Add((id, row.Open(await keys.Named(row.WrappedBy, cancellation))));
        }

        return found.ToLookup(one => one.Item1, one => one.Item2, StringComparer.Ordinal);
    }

    /// <summary>What was kept for the entries: one query for each day that they span.</summary>
    /// <param name="entries">Ids and times of entries.</param>
    public async Task<ILookup<string, IReadOnlyList<Disclosure>>> Read(
        TenantId tenant, IReadOnlyCollection<(string Id, DateTimeOffset At)> entries, CancellationToken cancellation)
    {
        var found = new List<(string Id, IReadOnlyList<Disclosure> Fields)>();
        await foreach (var (id, row) in Rows(tenant, entries, cancellation))
            found.Add((id, row.Open(await keys.Named(row.WrappedBy, cancellation))));
        return found.ToLookup(one => one.Id, one => one.Fields, StringComparer.Ordinal);
    }

    /// <summary>Every row that was written on that day; keys alone.</summary>
    public async Task<IReadOnlyList<KeptRow>> Rows(TenantId tenant, DateOnly day, CancellationToken cancellation)
    {
        var table = await tables.Open(Name, cancellation);
        var partition = Partition(tenant, new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero));
        var rows = table.QueryAsync<TableEntity>(
            TableClient.CreateQueryFilter($"PartitionKey eq {partition}"), select: ["PartitionKey", "RowKey"], cancellationToken: cancellation);
        return await rows.Select(row => new KeptRow(row.RowKey[IdAt..], new SecretPlace(row.PartitionKey, row.RowKey))).ToListAsync(cancellation);
    }

    /// <summary>What a row holds.</summary>
    public async Task<IReadOnlyList<Disclosure>> Open(KeptRow kept, CancellationToken cancellation)
    {
        var table = await tables.Open(Name, cancellation);
        var row = (await table.GetEntityAsync<SecretRow>(kept.Place.Partition, kept.Place.Row, cancellationToken: cancellation)).Value;
        return row.Open(await keys.Named(row.WrappedBy, cancellation));
    }

    /// <summary>Destroys salt and value of the named fields of an entry, the data key with them.</summary>
    /// <returns>The names that were there to be erased.</returns>
    public async Task<IReadOnlyList<string>> Erase(
        TenantId tenant, string id, DateTimeOffset at, IReadOnlyCollection<string> names, CancellationToken cancellation)
    {
        var table = await tables.Open(Name, cancellation);
        var erased = new SortedSet<string>(StringComparer.Ordinal);
        await foreach (var (_, row) in Rows(tenant, [(id, at)], cancellation))
        {
            var fields = row.Open(await keys.Named(row.WrappedBy, cancellation));
            if (!fields.Any(field => names.Contains(field.Name))) continue;
            var (name, key) = await keys.Present(tenant, cancellation);
            row.Seal([.. fields.Where(field => !names.Contains(field.Name))], name, key);
            await table.UpdateEntityAsync(row, row.ETag, TableUpdateMode.Replace, cancellation);
            erased.UnionWith(fields.Select(field => field.Name).Where(names.Contains));
        }

        return [.. erased];
    }

    /// <summary>Everything kept for entries about an item of evidence, of tries that came to nothing too.</summary>
    public async Task<IReadOnlyList<(string Id, IReadOnlyList<Disclosure> Fields)>> ReadItem(
        TenantId tenant, string item, CancellationToken cancellation)
    {
        var found = new List<(string, IReadOnlyList<Disclosure>)>();
        await foreach (var (id, row) in RowsOf(tenant, item, cancellation))
            found.Add((id, row.Open(await keys.Named(row.WrappedBy, cancellation))));
        return found;
    }

    /// <summary>Destroys salts and values of every entry about an item of evidence; those that are gone already are passed over.</summary>
    public async Task EraseItem(TenantId tenant, string item, CancellationToken cancellation)
    {
        var table = await tables.Open(Name, cancellation);
        await foreach (var (_, row) in RowsOf(tenant, item, cancellation))
            await table.DeleteEntityAsync(row.PartitionKey, row.RowKey, ETag.All, cancellation);
    }

    private async IAsyncEnumerable<(string Id, SecretRow Row)> RowsOf(
        TenantId tenant, string item, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        var table = await tables.Open(Name, cancellation);
        var partition = Partition(tenant, item);
        await foreach (var row in table.QueryAsync<SecretRow>(
            TableClient.CreateQueryFilter($"PartitionKey eq {partition}"), cancellationToken: cancellation))
            yield return (row.RowKey[IdAt..], row);
    }

    private async IAsyncEnumerable<(string Id, SecretRow Row)> Rows(
        TenantId tenant, IReadOnlyCollection<(string Id, DateTimeOffset At)> entries,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        var table = await tables.Open(Name, cancellation);
        var wanted = entries.Select(entry => entry.Id).ToHashSet(StringComparer.Ordinal);
        var moments = entries.SelectMany(entry => Around(entry.At));
        foreach (var day in moments.GroupBy(moment => Partition(tenant, moment)))
        {
            var (first, last) = (Time(day.Min()), Time(day.Max()) + "~");
            var filter = TableClient.CreateQueryFilter($"PartitionKey eq {day.Key} and RowKey ge {first} and RowKey le {last}");
            await foreach (var row in table.QueryAsync<SecretRow>(filter, cancellationToken: cancellation))
                if (row.RowKey[IdAt..] is var id && wanted.Contains(id)) yield return (id, row);
        }
    }

    /// <summary>The moments between which the values were written; midnight between them where there is one.</summary>
    private static IEnumerable<DateTimeOffset> Around(DateTimeOffset at)
    {
        var (first, midnight) = (at - Slack, new DateTimeOffset(at.UtcDateTime.Date, TimeSpan.Zero));
        return first < midnight ? [first, midnight.AddTicks(-1), midnight, at] : [first, at];
    }

    private static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("HHmmssfff", CultureInfo.InvariantCulture);

    private static string Partition(TenantId tenant, DateTimeOffset at) => $"{tenant}|{at.UtcDateTime.ToString("yyyyMMdd", CultureInfo.InvariantCulture)}";

    private static string Partition(TenantId tenant, string item) => $"{tenant}|item|{item}";
}

/// <param name="Id">The entry's.</param>
internal sealed record KeptRow(string Id, SecretPlace Place);

/// <summary>Where values were put.</summary>
internal sealed record SecretPlace(string Partition, string Row);
