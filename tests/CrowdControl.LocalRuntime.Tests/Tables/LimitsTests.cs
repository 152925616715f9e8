using Azure;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;

namespace CrowdControl.LocalRuntime.Tests.Tables;

/// <summary>"Understanding the Table service data model": what the cloud refuses, though the emulator takes some of it.</summary>
public sealed class LimitsTests
{
    private const int HalfKilobyte = 512;

    [Theory]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("a#b")]
    [InlineData("a?b")]
    [InlineData("a\tb")]
    [InlineData("a\u0085b")]
    public async Task A_key_with_a_forbidden_character_is_400(string key)
    {
        var table = await FreshTable.Create();

        var asRow = await Refused(() => table.AddEntityAsync(new TableEntity("p", key)));
        var asPartition = await Refused(() => table.UpsertEntityAsync(new TableEntity(key, "r")));
        var inTransaction = await Assert.ThrowsAsync<TableTransactionFailedException>(() => table.SubmitTransactionAsync(
            [new(TableTransactionActionType.Add, new TableEntity("p", "r")), new(TableTransactionActionType.Delete, new TableEntity("p", key))]));

        Assert.True(asRow.ErrorCode == TableErrorCode.OutOfRangeInput);
        Assert.True(asPartition.ErrorCode == TableErrorCode.OutOfRangeInput);
        Assert.Equal(1, inTransaction.FailedTransactionActionIndex);
    }

    [Fact]
    public async Task A_key_may_have_1_KiB()
    {
        var table = await FreshTable.Create();

        var fits = await table.AddEntityAsync(new TableEntity("p", new string('k', HalfKilobyte)));
        var refused = await Refused(() => table.AddEntityAsync(new TableEntity("p", new string('k', HalfKilobyte + 1))));

        Assert.Equal(204, fits.Status);
        Assert.True(refused.ErrorCode == TableErrorCode.KeyValueTooLarge);
    }

    [Fact]
    public async Task A_row_may_have_252_properties_of_its_own()
    {
        var table = await FreshTable.Create();

        var fits = await table.AddEntityAsync(WithProperties("fits", 252));
        var refused = await Refused(() => table.AddEntityAsync(WithProperties("refused", 253)));

        Assert.Equal(204, fits.Status);
        Assert.True(refused.ErrorCode == TableErrorCode.TooManyProperties);
    }

    [Fact]
    public async Task A_property_may_have_64_KiB_text_counted_as_UTF_16()
    {
        var table = await FreshTable.Create();

        var fits = await table.AddEntityAsync(new TableEntity("p", "fits")
        {
            ["Text"] = new string('x', 32 * 1024),
            ["Bytes"] = new byte[64 * 1024],
        });
        var text = await Refused(() => table.AddEntityAsync(new TableEntity("p", "text") { ["Text"] = new string('x', (32 * 1024) + 1) }));
        var bytes = await Refused(() => table.AddEntityAsync(new TableEntity("p", "bytes") { ["Bytes"] = new byte[(64 * 1024) + 1] }));

        Assert.Equal(204, fits.Status);
        Assert.True(text.ErrorCode == TableErrorCode.PropertyValueTooLarge);
        Assert.True(bytes.ErrorCode == TableErrorCode.PropertyValueTooLarge);
    }

    [Fact]
    public async Task A_row_may_have_1_MiB_by_the_formula_of_the_service()
    {
        var table = await FreshTable.Create();

        var fits = await table.AddEntityAsync(Sized("fits", 15));
        var refused = await Refused(() => table.AddEntityAsync(Sized("refused", 16)));
        var inTransaction = await Assert.ThrowsAsync<TableTransactionFailedException>(() => table.SubmitTransactionAsync(
            [new(TableTransactionActionType.Add, new TableEntity("p", "small")), new(TableTransactionActionType.Add, Sized("large", 16))]));

        Assert.Equal(204, fits.Status);
        Assert.Equal((400, 400), (refused.Status, inTransaction.Status));
        Assert.True(refused.ErrorCode == TableErrorCode.EntityTooLarge);
        Assert.Equal(1, inTransaction.FailedTransactionActionIndex);
    }

    [Theory]
    [InlineData("with-dash")]
    [InlineData("with blank")]
    [InlineData("1st")]
    public async Task A_property_name_is_an_identifier(string name)
    {
        var table = await FreshTable.Create();

        var refused = await Refused(() => table.AddEntityAsync(new TableEntity("p", "r") { [name] = 1 }));

        Assert.True(refused.ErrorCode == TableErrorCode.PropertyNameInvalid);
    }

    [Fact]
    public async Task A_date_that_was_never_set_is_out_of_range()
    {
        var table = await FreshTable.Create();

        var refused = await Refused(() => table.AddEntityAsync(new TableEntity("p", "r") { ["At"] = default(DateTimeOffset) }));

        Assert.True(refused.ErrorCode == TableErrorCode.OutOfRangeInput);
    }

    private static async Task<RequestFailedException> Refused(Func<Task> act)
    {
        var refused = await Assert.ThrowsAsync<RequestFailedException>(act);
        Assert.Equal(400, refused.Status);
        return refused;
    }

    private static TableEntity WithProperties(string key, int count)
    {
        var row = new TableEntity("p", key);
        for (var i = 0; i < count; i++) row[$"P{i}"] = i;
        return row;
    }

    private static TableEntity Sized(string key, int blocks)
    {
        var row = new TableEntity("p", key);
        for (var i = 0; i < blocks; i++) row[$"P{i}"] = new byte[64 * 1024];
        return row;
    }
}
