using Azure;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;
using CrowdControl.LocalRuntime.Servers;

namespace CrowdControl.LocalRuntime.Tests.Tables;

/// <summary>Whole tables: "Create Table", "Query Tables" and "Delete Table" of the Table service.</summary>
public sealed class TableTests
{
    [Fact]
    public async Task A_table_is_created_once_and_again_only_if_the_caller_minds()
    {
        var table = (await Account()).GetTableClient(FreshTable.Name());

        var first = await table.CreateIfNotExistsAsync();
        var again = await table.CreateIfNotExistsAsync();
        var refused = await Assert.ThrowsAsync<RequestFailedException>(() => table.CreateAsync());

        Assert.Equal((201, 409), (first.GetRawResponse().Status, again.GetRawResponse().Status));
        Assert.Equal((table.Name, table.Name), (first.Value.Name, again.Value.Name));
        Assert.True(refused.ErrorCode == TableErrorCode.TableAlreadyExists);
    }

    [Fact]
    public async Task A_deleted_table_takes_its_rows_along_and_may_be_deleted_again()
    {
        var account = await Account();
        var table = await FreshTable.Create();
        await table.AddEntityAsync(new TableEntity("p", "r"));

        var first = await table.DeleteAsync();
        var again = await account.DeleteTableAsync(table.Name);
        var refused = await Assert.ThrowsAsync<RequestFailedException>(() => table.AddEntityAsync(new TableEntity("p", "r")));

        Assert.Equal((204, 404), (first.Status, again.Status));
        Assert.Equal(404, refused.Status);
        Assert.True(refused.ErrorCode == TableErrorCode.TableNotFound);
        Assert.False((await table.GetEntityIfExistsAsync<TableEntity>("p", "r")).HasValue);
    }

    [Fact]
    public async Task Tables_are_listed_by_filter_in_pages()
    {
        var account = await Account();
        var names = new[] { FreshTable.Name(), FreshTable.Name(), FreshTable.Name() };
        foreach (var name in names) await account.CreateTableAsync(name);
        FormattableString any = $"TableName eq {names[0]} or TableName eq {names[1]} or TableName eq {names[2]}";

        var pages = await account.QueryAsync(any, maxPerPage: 2).AsPages().ToListAsync();
        var one = await account.QueryAsync(table => table.Name == names[1]).ToListAsync();

        Assert.Equal(names.ToHashSet(), pages.SelectMany(page => page.Values).Select(table => table.Name).ToHashSet());
        Assert.All(pages, page => Assert.InRange(page.Values.Count, 0, 2));
        Assert.Equal(names[1], Assert.Single(one).Name);
    }

    [Fact]
    public async Task A_name_that_is_no_table_name_is_400()
    {
        var account = await Account();

        var refused = await Assert.ThrowsAsync<RequestFailedException>(() => account.CreateTableIfNotExistsAsync("no-table"));

        Assert.Equal(400, refused.Status);
    }

    private static async Task<TableServiceClient> Account() => new((await AzuriteServer.Shared).ConnectionString);
}
