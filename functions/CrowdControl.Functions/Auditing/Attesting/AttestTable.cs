using System.Text.Json;
using Azure.Data.Tables;
using CrowdControl.Domain;
using CrowdControl.Functions.Auditing.Log;
using CrowdControl.Functions.Hosting;

namespace CrowdControl.Functions.Auditing.Attesting;

/// <summary>The newest look at each log's storage: a row beside its head. What counts is the file among the anchors, and the entry that names it.</summary>
internal sealed class AttestTable(Tables tables)
{
    private const string Row = $"{RecordLogs.First}|attested";

    /// <summary>Findings are cut for the row; the file has all of them.</summary>
    private const int MostFindings = 50;

    /// <summary>Null where there was none yet.</summary>
    public async Task<Attested?> Newest(TenantId tenant, CancellationToken cancellation)
    {
        var table = await tables.Open(HeadTable.Name, cancellation);
        var read = await table.GetEntityIfExistsAsync<TableEntity>(tenant.Value, Row, cancellationToken: cancellation);
        return read.HasValue
            ? new Attested(
                read.Value!.GetDateTimeOffset("At")!.Value, read.Value.GetBoolean("Enforced")!.Value, read.Value.GetBoolean("Locked")!.Value,
                JsonSerializer.Deserialize<string[]>(read.Value.GetString("Findings"))!)
            : null;
    }

    public async Task Note(TenantId tenant, Attestation found, CancellationToken cancellation)
    {
        var table = await tables.Open(HeadTable.Name, cancellation);
        var row = new TableEntity(tenant.Value, Row)
        {
            ["At"] = found.At,
            ["Enforced"] = found.Enforced,
            ["Locked"] = found.Locked,
            ["Findings"] = JsonSerializer.Serialize(found.Findings.Take(MostFindings)),
        };
        await table.UpsertEntityAsync(row, TableUpdateMode.Replace, cancellation);
    }
}

/// <param name="At">When it was looked.</param>
internal sealed record Attested(DateTimeOffset At, bool Enforced, bool Locked, IReadOnlyList<string> Findings);
