using Azure.Data.Tables;
using CrowdControl.Domain;
using CrowdControl.Functions.Auditing.Log;
using CrowdControl.Functions.Hosting;

namespace CrowdControl.Functions.Auditing.Anchors;

/// <summary>The newest anchor of each log: a row beside its head. The stamps themselves lie in the log's own container.</summary>
internal sealed class AnchorTable(Tables tables)
{
    private const string Row = $"{RecordLogs.First}|anchor";

    /// <summary>Null where there was none yet.</summary>
    public async Task<Anchor?> Newest(TenantId tenant, CancellationToken cancellation)
    {
        var table = await tables.Open(HeadTable.Name, cancellation);
        var read = await table.GetEntityIfExistsAsync<TableEntity>(tenant.Value, Row, cancellationToken: cancellation);
        return read.HasValue
            ? new Anchor(read.Value!.GetDateTimeOffset("At")!.Value, read.Value.GetString("Authority"), read.Value.GetInt64("Size")!.Value)
            : null;
    }

    public async Task Note(TenantId tenant, Anchor anchor, CancellationToken cancellation)
    {
        var table = await tables.Open(HeadTable.Name, cancellation);
        var row = new TableEntity(tenant.Value, Row) { ["At"] = anchor.At, ["Authority"] = anchor.Authority, ["Size"] = anchor.Size };
        await table.UpsertEntityAsync(row, TableUpdateMode.Replace, cancellation);
    }
}

/// <param name="At">When it was given.</param>
/// <param name="Authority">Whose.</param>
/// <param name="Size">Entries that it covers.</param>
internal sealed record Anchor(DateTimeOffset At, string Authority, long Size);
