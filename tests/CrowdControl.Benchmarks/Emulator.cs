using Azure;
using Azure.Data.Tables;
using Azure.Storage.Queues;

namespace CrowdControl.Benchmarks;

/// <summary>A look at what is stored, which costs the measured app nothing.</summary>
internal sealed class Emulator(string connection)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <summary>Rows of a table; none while the app has not made it.</summary>
    public async Task<int> Count(string table, string filter)
    {
        try
        {
            return await new TableServiceClient(connection).GetTableClient(table).QueryAsync<TableEntity>(filter, select: ["RowKey"]).CountAsync();
        }
        catch (RequestFailedException missing) when (missing.Status == 404)
        {
            return 0;
        }
    }

    /// <summary>True when no queue whose name begins so holds a message, hidden ones included.</summary>
    public async Task<bool> IsDrained(string queues)
    {
        var service = new QueueServiceClient(connection);
        await foreach (var queue in service.GetQueuesAsync(prefix: queues))
            if ((await service.GetQueueClient(queue.Name).GetPropertiesAsync()).Value.ApproximateMessagesCount > 0) return false;
        return true;
    }

    /// <exception cref="TimeoutException">It never came about.</exception>
    public static async Task Until(string what, Func<Task<bool>> done)
    {
        var since = TimeProvider.System.GetTimestamp();
        while (!await done())
        {
            if (TimeProvider.System.GetElapsedTime(since) > Patience) throw new TimeoutException($"{what} did not come about within {Patience}.");
            await Task.Delay(100);
        }
    }
}
