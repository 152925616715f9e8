namespace Azure.Data.Tables.Limits;

/// <summary>What may be one transaction ("Performing entity group transactions").</summary>
internal static class TransactionLimits
{
    private const int MostActions = 100;

    /// <exception cref="TableTransactionFailedException">With the index of the action that is one too many or out of place.</exception>
    public static void Ensure(IReadOnlyList<(string PartitionKey, string RowKey)> rows)
    {
        if (rows.Count > MostActions)
            throw new Refused("InvalidInput", $"The batch request operation exceeds the maximum {MostActions} changes per change set.")
                .Failure(MostActions - 1);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < rows.Count; i++)
        {
            if (rows[i].PartitionKey != rows[0].PartitionKey)
                throw new Refused(
                    "CommandsInBatchActOnDifferentPartitions",
                    "All commands in a batch must operate on same entity group.").Failure(i);
            if (!seen.Add(rows[i].RowKey))
                throw new Refused(
                    "InvalidDuplicateRow",
                    "The batch request contains multiple changes with same row key. An entity can appear only once in a batch request.")
                    .Failure(i);
        }
    }
}
