using Azure;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;

namespace CrowdControl.LocalRuntime.Tests.Tables;

/// <summary>Single rows: "Insert Entity", "Get", "Update", "Merge", "Insert Or ..." and "Delete Entity" of the Table service.</summary>
public sealed class EntityTests
{
    [Fact]
    public async Task An_added_row_is_read_back_with_the_ETag_of_the_answer_and_the_time_of_the_service()
    {
        var table = await FreshTable.Create();

        var added = await table.AddEntityAsync(new TableEntity("p", "r") { ["Text"] = "hello" });

        var row = (await table.GetEntityAsync<TableEntity>("p", "r")).Value;
        Assert.Equal(204, added.Status);
        Assert.Equal(added.Headers.ETag, row.ETag);
        Assert.Equal("hello", row.GetString("Text"));
        Assert.NotNull(row.Timestamp);
    }

    [Fact]
    public async Task Adding_a_row_twice_is_409_EntityAlreadyExists()
    {
        var table = await FreshTable.Create();
        await table.AddEntityAsync(new TableEntity("p", "r"));

        var refused = await Assert.ThrowsAsync<RequestFailedException>(() => table.AddEntityAsync(new TableEntity("p", "r")));

        Assert.Equal(409, refused.Status);
        Assert.True(refused.ErrorCode == TableErrorCode.EntityAlreadyExists);
    }

    [Fact]
    public async Task A_row_that_is_not_there_is_404_or_has_no_value_as_the_caller_asks()
    {
        var table = await FreshTable.Create();

        var refused = await Assert.ThrowsAsync<RequestFailedException>(() => table.GetEntityAsync<TableEntity>("p", "r"));
        var absent = await table.GetEntityIfExistsAsync<TableEntity>("p", "r");

        Assert.Equal(404, refused.Status);
        Assert.True(refused.ErrorCode == TableErrorCode.ResourceNotFound);
        Assert.False(absent.HasValue);
        Assert.Equal(404, absent.GetRawResponse().Status);
        Assert.Throws<InvalidOperationException>(() => absent.Value);
    }

    [Fact]
    public async Task Merge_keeps_what_it_does_not_name_and_replace_does_not()
    {
        var table = await FreshTable.Create();
        await table.AddEntityAsync(new TableEntity("p", "r") { ["Old"] = 1 });

        await table.UpsertEntityAsync(new TableEntity("p", "r") { ["New"] = 2, ["Old"] = null });
        var merged = (await table.GetEntityAsync<TableEntity>("p", "r")).Value;
        await table.UpsertEntityAsync(new TableEntity("p", "r") { ["New"] = 3 }, TableUpdateMode.Replace);
        var replaced = (await table.GetEntityAsync<TableEntity>("p", "r")).Value;

        Assert.Equal((1, 2), (merged.GetInt32("Old"), merged.GetInt32("New")));
        Assert.Equal((null, 3), (replaced.GetInt32("Old"), replaced.GetInt32("New")));
    }

    [Fact]
    public async Task An_update_on_an_ETag_that_is_stale_is_412_and_changes_nothing()
    {
        var table = await FreshTable.Create();
        await table.AddEntityAsync(new TableEntity("p", "r") { ["Text"] = "first" });
        var read = (await table.GetEntityAsync<TableEntity>("p", "r")).Value;
        await table.UpdateEntityAsync(new TableEntity("p", "r") { ["Text"] = "second" }, read.ETag);

        var update = await Assert.ThrowsAsync<RequestFailedException>(
            () => table.UpdateEntityAsync(new TableEntity("p", "r") { ["Text"] = "third" }, read.ETag, TableUpdateMode.Replace));
        var delete = await Assert.ThrowsAsync<RequestFailedException>(() => table.DeleteEntityAsync("p", "r", read.ETag));

        Assert.Equal((412, 412), (update.Status, delete.Status));
        Assert.True(update.ErrorCode == TableErrorCode.UpdateConditionNotSatisfied);
        Assert.Equal("second", (await table.GetEntityAsync<TableEntity>("p", "r")).Value.GetString("Text"));
    }

    [Fact]
    public async Task An_update_needs_an_ETag_and_a_row()
    {
        var table = await FreshTable.Create();

        var missing = await Assert.ThrowsAsync<RequestFailedException>(
            () => table.UpdateEntityAsync(new TableEntity("p", "r"), ETag.All));

        Assert.Equal(404, missing.Status);
        await Assert.ThrowsAsync<ArgumentException>(() => table.UpdateEntityAsync(new TableEntity("p", "r"), default));
        await Assert.ThrowsAsync<ArgumentNullException>(() => table.AddEntityAsync<TableEntity>(null!));
        await Assert.ThrowsAsync<ArgumentNullException>(() => table.AddEntityAsync(new TableEntity("p", null!)));
    }

    [Fact]
    public async Task Deleting_is_unconditional_by_default_and_quiet_when_the_row_is_gone()
    {
        var table = await FreshTable.Create();
        var row = new TableEntity("p", "r");
        await table.AddEntityAsync(row);

        var first = await table.DeleteEntityAsync(row);
        var second = await table.DeleteEntityAsync("p", "r");

        Assert.Equal((204, 404), (first.Status, second.Status));
    }

    [Fact]
    public async Task Synchronous_members_do_the_same()
    {
        var table = await FreshTable.Create();

        table.AddEntity(new TableEntity("p", "r") { ["Text"] = "one" });
        table.UpsertEntity(new TableEntity("p", "s"));
        table.UpdateEntity(new TableEntity("p", "r") { ["Text"] = "two" }, table.GetEntity<TableEntity>("p", "r").Value.ETag);
        table.SubmitTransaction([new(TableTransactionActionType.Delete, new TableEntity("p", "s"))]);

        Assert.Equal("two", Assert.Single(table.Query<TableEntity>()).GetString("Text"));
        Assert.False(table.GetEntityIfExists<TableEntity>("p", "s").HasValue);
        Assert.Equal(204, table.DeleteEntity("p", "r").Status);
    }

    [Theory]
    [InlineData("it's", "50% & more +")]
    [InlineData("größe", "日本 😀")]
    [InlineData("", "(x)='y' + z, w")]
    public async Task Keys_may_hold_quotes_blanks_and_any_letters(string partitionKey, string rowKey)
    {
        var table = await FreshTable.Create();

        await table.AddEntityAsync(new TableEntity(partitionKey, rowKey));
        await table.UpsertEntityAsync(new TableEntity(partitionKey, rowKey) { ["Text"] = "found" });
        await table.SubmitTransactionAsync(
            [new(TableTransactionActionType.UpdateMerge, new TableEntity(partitionKey, rowKey) { ["More"] = true }, ETag.All)]);

        var row = (await table.GetEntityAsync<TableEntity>(partitionKey, rowKey)).Value;
        Assert.Equal((partitionKey, rowKey, "found", true), (row.PartitionKey, row.RowKey, row.GetString("Text"), row.GetBoolean("More")));
        Assert.Equal(204, (await table.DeleteEntityAsync(partitionKey, rowKey)).Status);
    }

    [Fact]
    public async Task A_call_that_is_cancelled_stops()
    {
        var table = await FreshTable.Create();
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => table.AddEntityAsync(new TableEntity("p", "r"), cancelled.Token));
    }
}
