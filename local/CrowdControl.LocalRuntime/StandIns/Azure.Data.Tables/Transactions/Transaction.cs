using Azure.Core;
using Azure.Data.Tables.Limits;
using Azure.Data.Tables.Pipeline;
using Azure.Data.Tables.Wire;

namespace Azure.Data.Tables.Transactions;

/// <summary>Submits actions on rows of one partition, all or none.</summary>
internal static class Transaction
{
    public static async ValueTask<Response<IReadOnlyList<Response>>> Submit(
        TableTransport transport,
        string table,
        IEnumerable<TableTransactionAction> transactionActions,
        bool async,
        CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(transactionActions);
        var actions = transactionActions.ToList();
        if (actions.Count == 0) throw new InvalidOperationException("The batch must contain at least one operation.");
        TransactionLimits.Ensure([.. actions.Select(action => (action.Entity.PartitionKey, action.Entity.RowKey))]);
        var parts = actions.Select((action, index) => Part(transport.Requests, table, action, index)).ToList();

        var id = Guid.NewGuid();
        var body = ChangeSet.Encode(id, parts.Select(part => part.Request));
        foreach (var part in parts) part.Dispose();
        var message = transport.Requests.Batch(ChangeSet.Boundary(id), body);
        var answer = await transport.Send(message, async, response => response.Status == 202, cancellation).ConfigureAwait(false);

        var answers = ChangeSetAnswer.Decode(answer.Content.ToMemory().Span);
        return answers.FirstOrDefault(part => part.Status >= 400) is { } refused
            ? throw new TableTransactionFailedException(ServiceErrorParser.Failure(refused))
            : Response.FromValue(answers, answer);
    }

    private static HttpMessage Part(TableRequests requests, string table, TableTransactionAction action, int index)
    {
        var (partition, key) = (action.Entity.PartitionKey, action.Entity.RowKey);
        if (KeyLimits.Check(partition, key) is { } badKey) throw badKey.Failure(index);
        if (action.ActionType == TableTransactionActionType.Delete)
            return requests.Delete(table, partition, key, (action.ETag == default ? ETag.All : action.ETag).ToString());

        var row = Rows.Properties(action.Entity);
        if (EntityLimits.Check(row) is { } tooMuch) throw tooMuch.Failure(index);
        var ifMatch = action.ETag == default ? null : action.ETag.ToString();
        return action.ActionType switch
        {
            TableTransactionActionType.Add => requests.Insert(table, row),
            TableTransactionActionType.UpdateMerge => requests.Update(table, row, partition, key, TableUpdateMode.Merge, ifMatch),
            TableTransactionActionType.UpdateReplace => requests.Update(table, row, partition, key, TableUpdateMode.Replace, ifMatch),
            TableTransactionActionType.UpsertMerge => requests.Update(table, row, partition, key, TableUpdateMode.Merge, null),
            TableTransactionActionType.UpsertReplace => requests.Update(table, row, partition, key, TableUpdateMode.Replace, null),
            _ => throw new InvalidOperationException("Unknown request type."),
        };
    }
}
