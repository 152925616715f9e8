using System.Globalization;
using Azure.Data.Tables;
using CrowdControl.Domain;
using CrowdControl.Functions.Auditing.Log;
using CrowdControl.Functions.Hosting;

namespace CrowdControl.Functions.Auditing.Secrets;

/// <summary>Up to which day values without an entry were taken away: a row beside each log's head.</summary>
internal sealed class SweepTable(Tables tables)
{
    private const string Row = $"{RecordLogs.First}|swept";
    private const string Form = "yyyyMMdd";

    public async Task<DateOnly?> Swept(TenantId tenant, CancellationToken cancellation)
    {
        var table = await tables.Open(HeadTable.Name, cancellation);
        var read = await table.GetEntityIfExistsAsync<TableEntity>(tenant.Value, Row, cancellationToken: cancellation);
        return read.HasValue ? DateOnly.ParseExact(read.Value!.GetString("Day"), Form, CultureInfo.InvariantCulture) : null;
    }

    public async Task Note(TenantId tenant, DateOnly day, CancellationToken cancellation)
    {
        var table = await tables.Open(HeadTable.Name, cancellation);
        var row = new TableEntity(tenant.Value, Row) { ["Day"] = day.ToString(Form, CultureInfo.InvariantCulture) };
        await table.UpsertEntityAsync(row, TableUpdateMode.Replace, cancellation);
    }
}
