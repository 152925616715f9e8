using System.Globalization;
using System.Runtime.CompilerServices;
using Azure.Data.Tables;
using CrowdControl.Domain;
using CrowdControl.Domain.Publishing;
using CrowdControl.Functions.Hosting;

namespace CrowdControl.Functions.Publishing;

public sealed partial class SubmissionStore
{
    /// <summary>A filter has at most 15 comparisons; the channels get what the other conditions leave.</summary>
    private const int MostChannelsInFilter = 8;

    private static readonly SubmissionState[] Waiting =
        [SubmissionState.Draft, SubmissionState.InReview, SubmissionState.Scheduled, SubmissionState.OutcomeUnknown];

    /// <summary>Newest first; the cursor is the id of the last one seen.</summary>
    internal async Task<Page<Versioned<Submission>>> List(
        TenantId tenant, SubmissionFilter filter, Paging paging, CancellationToken cancellation)
    {
        if (paging.Cursor is { } cursor && !Id.IsValid(cursor))
            throw new BadRequest("cursor", "This cursor is not one that the API gave out.");
        var table = await tables.Open(Table, cancellation);
        var found = new List<Versioned<Submission>>();
        var rows = table.QueryAsync<TableEntity>(Query(tenant, filter, paging.Cursor), paging.Limit + 1, cancellationToken: cancellation);
        await foreach (var row in rows)
        {
            if (!filter.Channels.Covers(new ChannelId(row.GetString("Channel")))) continue;
            var stored = SubmissionRow.Read(row);
            if (filter.Wanted?.Invoke(stored.Submission) is false) continue;
            if (found.Count == paging.Limit) return new Page<Versioned<Submission>>(found, found[^1].Value.Id.Value);
            found.Add(stored.Versioned);
        }

        return new Page<Versioned<Submission>>(found, null);
    }

    /// <summary>The rows of all that waits for somebody, without the submissions themselves.</summary>
    internal async IAsyncEnumerable<TableEntity> Open(
        TenantId tenant, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var table = await tables.Open(Table, cancellation);
        var states = string.Join(" or ", Waiting.Select(state => TableClient.CreateQueryFilter($"State eq {state.ToString()}")));
        var all = TableClient.CreateQueryFilter($"PartitionKey eq {tenant.Value} and RowKey ge {"s-"} and RowKey lt {"s."}");
        await foreach (var row in table.QueryAsync<TableEntity>(
            $"{all} and ({states})", select: SubmissionRow.ForCounting, cancellationToken: cancellation))
            yield return row;
    }

    private static string Query(TenantId tenant, SubmissionFilter filter, string? cursor)
    {
        var after = cursor is null ? "s-" : "s-" + cursor;
        var query = TableClient.CreateQueryFilter($"PartitionKey eq {tenant.Value} and RowKey gt {after} and RowKey lt {"s."}");
        if (filter.State is { } state) query += " and " + TableClient.CreateQueryFilter($"State eq {state.ToString()}");
        if (filter.Channel is { } channel) query += " and " + TableClient.CreateQueryFilter($"Channel eq {channel.Value}");
        if (filter.Author is { } author) query += " and " + TableClient.CreateQueryFilter($"Author eq {author.Value}");
        if (filter is { Channel: null, Channels.Channels: { Count: > 0 and <= MostChannelsInFilter } few })
            query += string.Create(CultureInfo.InvariantCulture,
                $" and ({string.Join(" or ", few.Select(one => TableClient.CreateQueryFilter($"Channel eq {one}")))})");
        return query;
    }
}
