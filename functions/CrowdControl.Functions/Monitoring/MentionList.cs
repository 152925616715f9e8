using Azure.Data.Tables;
using CrowdControl.Domain;
using CrowdControl.Domain.Mentions;
using CrowdControl.Functions.Hosting;

namespace CrowdControl.Functions.Monitoring;

/// <summary>Lists of mentions, newest first. A page may hold fewer than was asked for and still have a next one: a search through
/// much that does not fit is cut into bearable pieces.</summary>
internal sealed class MentionList(Mentions mentions, HitIndex hits, TimeProvider clock)
{
    private const int MostRows = 10_000;
    private const int ServicePage = 1_000;

    /// <summary>What is older is kept, but not listed.</summary>
    private static readonly TimeSpan LooksBack = TimeSpan.FromDays(92);

    /// <exception cref="BadRequest">The cursor is none of ours.</exception>
    public Task<Page<StoredMention>> Read(TenantId tenant, MentionFilter filter, Paging paging, CancellationToken cancellation)
    {
        var after = paging.Cursor is { } cursor ? new MentionId(Ids.Checked(cursor, "cursor")) : (MentionId?)null;
        if (after is { } given && MentionClock.TimeIn(given) is null)
            throw new BadRequest("cursor", "This cursor is not one that the API gave out.");
        return filter.Watch is { } watch
            ? FoundBy(tenant, watch, filter, after, paging.Limit, cancellation)
            : Scan(tenant, filter, after, paging.Limit, cancellation);
    }

    private async Task<Page<StoredMention>> Scan(
        TenantId tenant, MentionFilter filter, MentionId? after, int limit, CancellationToken cancellation)
    {
        var found = new List<StoredMention>();
        var rows = 0;
        var page = filter is { Scope.IsEverything: true } ? limit + 1 : ServicePage;
        await foreach (var part in mentions.Scan(Query(tenant, filter, after), page, cancellation))
            foreach (var row in part)
            {
                if (found.Count == limit) return new Page<StoredMention>(found, found[^1].Mention.Id.Value);
                if (filter.LetsThrough(row)) found.Add(row.Read());
                if (++rows >= MostRows) return new Page<StoredMention>(found, row.RowKey);
            }

        return new Page<StoredMention>(found, null);
    }

    private async Task<Page<StoredMention>> FoundBy(
        TenantId tenant, WatchId watch, MentionFilter filter, MentionId? after, int limit, CancellationToken cancellation)
    {
        var found = new List<StoredMention>();
        await foreach (var ids in hits.Of(tenant, watch, after, limit + 1, cancellation).Chunk(limit).WithCancellation(cancellation))
        {
            var rows = await Task.WhenAll(ids.Select(id => mentions.Row(tenant, id, cancellation)));
            foreach (var row in rows)
            {
                if (row is null || !filter.LetsThrough(row)) continue;
                if (found.Count == limit) return new Page<StoredMention>(found, found[^1].Mention.Id.Value);
                found.Add(row.Read());
            }
        }

        return new Page<StoredMention>(found, null);
    }

    /// <summary>One range over the organisation's days, so that quiet days cost nothing.</summary>
    private string Query(TenantId tenant, MentionFilter filter, MentionId? after)
    {
        var last = MentionDay.Key(tenant, clock.GetUtcNow() - LooksBack);
        var from = after is { } id
            ? TableClient.CreateQueryFilter(
                $"((PartitionKey eq {MentionDay.Key(tenant, MentionClock.TimeIn(id)!.Value)} and RowKey gt {id.Value}) or PartitionKey gt {MentionDay.Key(tenant, MentionClock.TimeIn(id)!.Value)})")
            : TableClient.CreateQueryFilter($"PartitionKey gt {MentionDay.First(tenant)}");
        var parts = new List<string> { from, TableClient.CreateQueryFilter($"PartitionKey le {last}") };
        if (filter.Channel is { } channel) parts.Add(TableClient.CreateQueryFilter($"Channel eq {channel.Value}"));
        if (filter.Band is { } band) parts.Add(TableClient.CreateQueryFilter($"Band eq {MentionRow.NumberOf(band)}"));
        if (filter.OnlyHits) parts.Add(TableClient.CreateQueryFilter($"Hits gt {0}"));
        return string.Join(" and ", parts);
    }
}
