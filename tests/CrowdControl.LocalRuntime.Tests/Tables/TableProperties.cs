using System.Text;
using System.Text.Json;
using Azure.Data.Tables;
using Azure.Data.Tables.Filters;
using Azure.Data.Tables.Pipeline;
using Azure.Data.Tables.Transactions;
using Azure.Data.Tables.Wire;
using FsCheck;
using FsCheck.Fluent;

namespace CrowdControl.LocalRuntime.Tests.Tables;

/// <summary>What holds for every row, text and transaction.</summary>
public sealed class TableProperties
{
    [Fact]
    public void Every_row_is_read_from_JSON_as_it_was_written() =>
        Prop.ForAll(AnyTable.Row.ToArbitrary(), row =>
        {
            using var json = JsonDocument.Parse(EntityJson.Write(Rows.Properties(row)));
            return AnyTable.Same(row, Rows.Build<TableEntity>(json.RootElement, null));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_quoted_text_holds_no_quote_that_would_end_it() =>
        Prop.ForAll(AnyTable.Text.ToArbitrary(), text =>
        {
            var literal = FilterLiteral.Quoted(text);
            var inside = literal[1..^1];
            return inside.Replace("''", "", StringComparison.Ordinal).IndexOf('\'', StringComparison.Ordinal) < 0
                && inside.Replace("''", "'", StringComparison.Ordinal) == text
                && TableClient.CreateQueryFilter($"Text eq {text}") == TableClient.CreateQueryFilter<TableEntity>(row => row.GetString("Text") == text);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Another_reader_finds_every_row_in_a_transaction() =>
        Prop.ForAll(AnyTable.Row.ListOf().Where(rows => rows.Count > 0).ToArbitrary(), rows =>
        {
            var requests = new TableRequests(TableEndpoint.From("UseDevelopmentStorage=true", null));
            var messages = rows.Select(row => requests.Insert("rows", Rows.Properties(row))).ToList();
            var bodies = AnyTable.Bodies(ChangeSet.Encode(Guid.Empty, messages.Select(message => message.Request)));
            return bodies.SequenceEqual(rows.Select(row => Encoding.UTF8.GetString(EntityJson.Write(Rows.Properties(row)))));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Answers_are_found_in_a_transaction_whatever_their_bodies_say() =>
        Prop.ForAll(AnyTable.Text.ListOf().Where(bodies => bodies.Count > 0).ToArbitrary(), bodies =>
        {
            var texts = bodies.Select(body => JsonSerializer.Serialize(body)).ToList();
            var answers = ChangeSetAnswer.Decode(AnyTable.Answer(texts));
            return answers.Select(answer => answer.Content.ToString()).SequenceEqual(texts)
                && answers.All(answer => answer.Status == 204 && answer.Headers.ETag.ToString() == AnyTable.Tag);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public async Task Every_row_and_text_survives_the_storage_and_is_found_by_its_text()
    {
        var table = await FreshTable.Create();
        var rows = AnyTable.Row.Sample(60).Select((row, i) => new TableEntity(row) { PartitionKey = "p", RowKey = $"{i:000}" }).ToList();

        await table.SubmitTransactionAsync(rows.Select(row => new TableTransactionAction(TableTransactionActionType.Add, row)));

        foreach (var row in rows)
        {
            var found = await table.QueryAsync<TableEntity>(
                TableClient.CreateQueryFilter($"RowKey eq {row.RowKey} and Text eq {row.GetString("Text")}")).ToListAsync();
            Assert.True(AnyTable.Same(row, Assert.Single(found)), JsonSerializer.Serialize<IDictionary<string, object>>(row));
        }
    }
}
