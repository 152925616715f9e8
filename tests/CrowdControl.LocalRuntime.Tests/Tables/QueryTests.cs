using Azure;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;

namespace CrowdControl.LocalRuntime.Tests.Tables;

/// <summary>"Query timeout and pagination" of the Table service, and AsPages of the package.</summary>
public sealed class QueryTests
{
    [Fact]
    public async Task Rows_come_in_the_order_of_their_keys_however_many_pages_it_takes()
    {
        var table = await WithRows(25);

        var rows = await table.QueryAsync<TableEntity>(row => row.PartitionKey == "p", maxPerPage: 10).ToListAsync();

        Assert.Equal(Enumerable.Range(0, 25).Select(i => $"{i:0000} key"), rows.Select(row => row.RowKey));
    }

    [Fact]
    public async Task A_query_goes_on_from_a_continuation_token_that_the_caller_kept()
    {
        var table = await WithRows(7);
        var query = table.QueryAsync<TableEntity>(maxPerPage: 3);

        var first = await query.AsPages().FirstAsync();
        var rest = await table.QueryAsync<TableEntity>().AsPages(first.ContinuationToken, pageSizeHint: 3).ToListAsync();

        Assert.Equal(["0000 key", "0001 key", "0002 key"], first.Values.Select(row => row.RowKey));
        Assert.Equal([3, 1], rest.Select(page => page.Values.Count));
        Assert.Null(rest[^1].ContinuationToken);
    }

    [Fact]
    public async Task A_page_holds_at_most_1000_rows_and_the_caller_may_not_ask_for_more()
    {
        var table = await WithRows(1050);

        var pages = await table.QueryAsync<TableEntity>(select: ["RowKey"]).AsPages().ToListAsync();
        var refused = await Assert.ThrowsAsync<RequestFailedException>(
            async () => await table.QueryAsync<TableEntity>(maxPerPage: 1001).ToListAsync());

        Assert.Equal([1000, 50], pages.Select(page => page.Values.Count));
        Assert.Equal(400, refused.Status);
        Assert.True(refused.ErrorCode == TableErrorCode.InvalidInput);
    }

    [Fact]
    public async Task Select_leaves_out_what_it_does_not_name_keys_included()
    {
        var table = await WithRows(1);

        var queried = await table.QueryAsync<TableEntity>(select: ["Number"]).SingleAsync();
        var read = (await table.GetEntityAsync<TableEntity>("p", "0000 key", ["PartitionKey", "Text"])).Value;

        Assert.Equal((0, null, null), (queried.GetInt32("Number"), queried.RowKey, queried.GetString("Text")));
        Assert.NotEqual(default, queried.ETag);
        Assert.Equal(("p", null, "text", null), (read.PartitionKey, read.RowKey, read.GetString("Text"), read.GetInt32("Number")));
    }

    [Fact]
    public async Task A_filter_that_is_no_filter_is_400()
    {
        var table = await FreshTable.Create();

        var refused = await Assert.ThrowsAsync<RequestFailedException>(
            async () => await table.QueryAsync<TableEntity>("PartitionKey is 'p'").ToListAsync());

        Assert.Equal(400, refused.Status);
        Assert.True(refused.ErrorCode == TableErrorCode.InvalidInput);
    }

    [Fact]
    public async Task A_query_sends_nothing_until_it_is_enumerated()
    {
        var table = await FreshTable.Create();
        await table.DeleteAsync();

        var query = table.QueryAsync<TableEntity>();

        var refused = await Assert.ThrowsAsync<RequestFailedException>(async () => await query.ToListAsync());
        Assert.True(refused.ErrorCode == TableErrorCode.TableNotFound);
    }

    private static async Task<TableClient> WithRows(int count)
    {
        var table = await FreshTable.Create();
        var rows = Enumerable.Range(0, count).Select(i => new TableEntity("p", $"{i:0000} key") { ["Number"] = i, ["Text"] = "text" });
        foreach (var chunk in rows.Chunk(100))
            await table.SubmitTransactionAsync(chunk.Select(row => new TableTransactionAction(TableTransactionActionType.Add, row)));
        return table;
    }
}
