using System.Globalization;
using System.Text.Json;
using Azure.Data.Tables;
using CrowdControl.Domain;
using CrowdControl.Functions.Auditing.Log;
using CrowdControl.Functions.Hosting;

namespace CrowdControl.Functions.Auditing.Sheets;

/// <summary>To whom the sheet of a day went: a row a day beside the log's head.</summary>
internal sealed class MailTable(Tables tables)
{
    public async Task<IReadOnlyList<MailedTo>> Read(TenantId tenant, DateOnly day, CancellationToken cancellation)
    {
        var table = await tables.Open(HeadTable.Name, cancellation);
        var read = await table.GetEntityIfExistsAsync<TableEntity>(tenant.Value, KeyOf(day), cancellationToken: cancellation);
        return read.HasValue ? JsonSerializer.Deserialize<List<MailedTo>>(read.Value!.GetString("To"), Json.Options)! : [];
    }

    public async Task Write(TenantId tenant, DateOnly day, IReadOnlyList<MailedTo> to, CancellationToken cancellation)
    {
        var table = await tables.Open(HeadTable.Name, cancellation);
        var row = new TableEntity(tenant.Value, KeyOf(day)) { ["To"] = JsonSerializer.Serialize(to, Json.Options) };
        await table.UpsertEntityAsync(row, TableUpdateMode.Replace, cancellation);
    }

    private static string KeyOf(DateOnly day) => string.Create(CultureInfo.InvariantCulture, $"{RecordLogs.First}|mail|{day:yyyyMMdd}");
}

/// <param name="SentAt">When the server took it; null where it did not yet.</param>
/// <param name="Trouble">What was wrong the last time.</param>
/// <param name="GivenUp">The server said that it never will, or it was tried for too long.</param>
internal sealed record MailedTo(string Address, DateTimeOffset? SentAt, int Attempts, string? Trouble, bool GivenUp);
