using Azure;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;

namespace CrowdControl.LocalRuntime.Tests.Tables;

/// <summary>"Performing entity group transactions" of the Table service, and SubmitTransactionAsync of the package.</summary>
public sealed class TransactionTests
{
    [Fact]
    public async Task Actions_of_every_kind_answer_in_the_order_in_which_they_were_given()
    {
        var table = await FreshTable.Create();
        await Add(table, "merged", "replaced", "deleted");
        var replaced = (await table.GetEntityAsync<TableEntity>("p", "replaced")).Value;

        var answer = await table.SubmitTransactionAsync(
        [
            new(TableTransactionActionType.Add, Row("added")),
            new(TableTransactionActionType.UpdateMerge, Row("merged", ("Extra", 1)), ETag.All),
            new(TableTransactionActionType.UpdateReplace, Row("replaced", ("Extra", 1)), replaced.ETag),
            new(TableTransactionActionType.Delete, Row("deleted")),
            new(TableTransactionActionType.UpsertMerge, Row("upserted")),
            new(TableTransactionActionType.UpsertReplace, Row("upserted too")),
        ]);

        Assert.Equal(202, answer.GetRawResponse().Status);
        Assert.Equal([204, 204, 204, 204, 204, 204], answer.Value.Select(part => part.Status));
        Assert.NotNull(answer.Value[0].Headers.ETag);
        var rows = await table.QueryAsync<TableEntity>().ToListAsync();
        Assert.Equal(["added", "merged", "replaced", "upserted", "upserted too"], rows.Select(row => row.RowKey));
        Assert.Equal("kept", rows[1].GetString("Text"));
        Assert.False(rows[2].ContainsKey("Text"));
    }

    [Fact]
    public async Task One_refused_action_undoes_all_and_is_named_by_its_index()
    {
        var table = await FreshTable.Create();
        await Add(table, "there");

        var refused = await Assert.ThrowsAsync<TableTransactionFailedException>(() => table.SubmitTransactionAsync(
        [
            new(TableTransactionActionType.Add, Row("new")),
            new(TableTransactionActionType.Add, Row("newer")),
            new(TableTransactionActionType.Add, Row("there")),
        ]));

        Assert.Equal((409, 2), (refused.Status, refused.FailedTransactionActionIndex));
        Assert.True(refused.ErrorCode == TableErrorCode.EntityAlreadyExists);
        Assert.Equal("there", Assert.Single(await table.QueryAsync<TableEntity>().ToListAsync()).RowKey);
    }

    [Fact]
    public async Task A_stale_ETag_refuses_the_whole_transaction_with_412()
    {
        var table = await FreshTable.Create();
        await Add(table, "there");
        var read = (await table.GetEntityAsync<TableEntity>("p", "there")).Value;
        await table.UpdateEntityAsync(Row("there", ("Text", "changed meanwhile")), ETag.All);

        var refused = await Assert.ThrowsAsync<TableTransactionFailedException>(() => table.SubmitTransactionAsync(
        [
            new(TableTransactionActionType.Add, Row("new")),
            new(TableTransactionActionType.UpdateReplace, Row("there"), read.ETag),
        ]));

        Assert.Equal((412, 1), (refused.Status, refused.FailedTransactionActionIndex));
        Assert.True(refused.ErrorCode == TableErrorCode.UpdateConditionNotSatisfied);
    }

    [Fact]
    public async Task Deleting_a_row_that_is_not_there_fails_in_a_transaction_though_not_alone()
    {
        var table = await FreshTable.Create();

        var refused = await Assert.ThrowsAsync<TableTransactionFailedException>(() =>
            table.SubmitTransactionAsync([new(TableTransactionActionType.Delete, Row("gone"))]));
        var alone = await table.DeleteEntityAsync("p", "gone");

        Assert.Equal((404, 0), (refused.Status, refused.FailedTransactionActionIndex));
        Assert.Equal(404, alone.Status);
    }

    [Fact]
    public async Task A_hundred_rows_fit_and_the_hundred_and_first_is_refused()
    {
        var table = await FreshTable.Create();
        var actions = Enumerable.Range(0, 101)
            .Select(i => new TableTransactionAction(TableTransactionActionType.Add, Row($"{i:000}"))).ToList();

        var fits = await table.SubmitTransactionAsync(actions.Take(100));
        var refused = await Assert.ThrowsAsync<TableTransactionFailedException>(() => table.SubmitTransactionAsync(actions));

        Assert.Equal(100, fits.Value.Count);
        Assert.Equal((400, 99), (refused.Status, refused.FailedTransactionActionIndex));
        Assert.True(refused.ErrorCode == TableErrorCode.InvalidInput);
    }

    [Fact]
    public async Task Rows_of_two_partitions_are_refused_as_Azure_does_and_the_emulator_does_not()
    {
        var table = await FreshTable.Create();

        var refused = await Assert.ThrowsAsync<TableTransactionFailedException>(() => table.SubmitTransactionAsync(
        [
            new(TableTransactionActionType.Add, Row("one")),
            new(TableTransactionActionType.Add, new TableEntity("elsewhere", "two")),
        ]));

        Assert.Equal((400, 1), (refused.Status, refused.FailedTransactionActionIndex));
        Assert.True(refused.ErrorCode == TableErrorCode.CommandsInBatchActOnDifferentPartitions);
    }

    [Fact]
    public async Task A_row_named_twice_is_refused()
    {
        var table = await FreshTable.Create();

        var refused = await Assert.ThrowsAsync<TableTransactionFailedException>(() => table.SubmitTransactionAsync(
        [
            new(TableTransactionActionType.Add, Row("same")),
            new(TableTransactionActionType.UpsertMerge, Row("same")),
        ]));

        Assert.Equal((400, 1), (refused.Status, refused.FailedTransactionActionIndex));
        Assert.True(refused.ErrorCode == TableErrorCode.InvalidDuplicateRow);
    }

    [Fact]
    public async Task An_empty_transaction_is_a_mistake_of_the_caller()
    {
        var table = await FreshTable.Create();

        await Assert.ThrowsAsync<InvalidOperationException>(() => table.SubmitTransactionAsync([]));
    }

    private static TableEntity Row(string key, params (string Name, object Value)[] properties)
    {
        var row = new TableEntity("p", key);
        foreach (var (name, value) in properties) row[name] = value;
        return row;
    }

    private static async Task Add(TableClient table, params string[] keys)
    {
        foreach (var key in keys) await table.AddEntityAsync(Row(key, ("Text", "kept")));
    }
}
