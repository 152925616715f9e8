using System.Collections.Immutable;
using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using CrowdControl.Domain;
using CrowdControl.Domain.Harvesting;
using CrowdControl.Functions.Hosting;

namespace CrowdControl.Functions.Harvesting;

/// <summary>The table of how far each source was read: all of an organisation's rows in one request, read or written.</summary>
internal sealed class SourceTable(Tables tables)
{
    private const string Table = "harvests";
    private const int Batch = 100;

    /// <summary>Keyed by the id of the channel or feed.</summary>
    public async Task<ImmutableDictionary<string, Versioned<SourceState>>> All(TenantId tenant, CancellationToken cancellation)
    {
        var table = await tables.Open(Table, cancellation);
        var all = ImmutableDictionary.CreateBuilder<string, Versioned<SourceState>>();
        await foreach (var row in table.QueryAsync<Row>(TableClient.CreateQueryFilter($"PartitionKey eq {tenant.Value}"), cancellationToken: cancellation))
            all[row.RowKey] = new Versioned<SourceState>(row.Read(), row.ETag);
        return all.ToImmutable();
    }

    /// <summary>Writes the states unless somebody wrote one of them since it was read. Returns the sources that were written.</summary>
    public async Task<IReadOnlyDictionary<string, ETag>> Write(
        TenantId tenant, IReadOnlyList<SourceChange> changes, CancellationToken cancellation)
    {
        var table = await tables.Open(Table, cancellation);
        var written = new Dictionary<string, ETag>();
        foreach (var batch in changes.Chunk(Batch))
        {
            var actions = batch.Select(change => Action(tenant, change)).ToList();
            try
            {
                var answers = (await table.SubmitTransactionAsync(actions, cancellation)).Value;
                for (var i = 0; i < batch.Length; i++) written[batch[i].Source] = answers[i].Headers.ETag ?? default;
            }
            catch (RequestFailedException raced) when (raced.Status is 409 or 412)
            {
                if (batch.Length == 1) continue;
                foreach (var change in batch)
                    foreach (var (source, version) in await Write(tenant, [change], cancellation)) written[source] = version;
            }
        }

        return written;
    }

    private static TableTransactionAction Action(TenantId tenant, SourceChange change) => change.Read is { } version
        ? new TableTransactionAction(TableTransactionActionType.UpdateReplace, Row.Of(tenant, change), version)
        : new TableTransactionAction(TableTransactionActionType.Add, Row.Of(tenant, change));

    /// <summary>Partition: organisation. Row: id of the channel or feed, which share one space of ids.</summary>
    private sealed class Row : ITableEntity
    {
        public string PartitionKey { get; set; } = "";

        public string RowKey { get; set; } = "";

        public DateTimeOffset? Timestamp { get; set; }

        public ETag ETag { get; set; }

        public string State { get; set; } = "";

        public static Row Of(TenantId tenant, SourceChange change) => new()
        {
            PartitionKey = tenant.Value,
            RowKey = change.Source,
            State = JsonSerializer.Serialize(change.State, Json.Options),
        };

        public SourceState Read() => JsonSerializer.Deserialize<SourceState>(State, Json.Options)
            ?? throw new JsonException($"The state of source {RowKey} is null.");
    }
}

/// <param name="Read">The version that the state follows from; null when there was none.</param>
internal sealed record SourceChange(string Source, SourceState State, ETag? Read);
