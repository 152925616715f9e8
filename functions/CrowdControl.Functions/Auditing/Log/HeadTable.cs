using Azure;
using Azure.Data.Tables;
using CrowdControl.AuditLog.Notes;
using CrowdControl.AuditLog.Publishing;
using CrowdControl.AuditLog.Tree;
using CrowdControl.Domain;
using CrowdControl.Functions.Hosting;

namespace CrowdControl.Functions.Auditing.Log;

/// <summary>How far each log had come, apart from its blobs: a journal that was cut short is noticed. One row a log, under its organisation.</summary>
internal sealed class HeadTable(Tables tables)
{
    public const string Name = "audithead";

    /// <summary>Organisations whose log was ever opened: partition of their list.</summary>
    private const string Known = "logs";

    /// <summary>Notes that the organisation has a log.</summary>
    public async Task Note(TenantId tenant, CancellationToken cancellation)
    {
        var table = await tables.Open(Name, cancellation);
        await table.UpsertEntityAsync(new TableEntity(Known, tenant.Value), TableUpdateMode.Merge, cancellation);
    }

    /// <summary>The number of the organisation's log that goes on: 1 where none was ever closed.</summary>
    public async Task<int> Current(TenantId tenant, CancellationToken cancellation)
    {
        var table = await tables.Open(Name, cancellation);
        var read = await table.GetEntityIfExistsAsync<TableEntity>(Known, tenant.Value, ["Current"], cancellation);
        return read.HasValue ? read.Value!.GetInt32("Current") ?? 1 : 1;
    }

    /// <summary>Notes that a log ended, and goes on in the next; again, where it was not known whether that was done.</summary>
    public async Task Close(TenantId tenant, int number, LogEnd end, CancellationToken cancellation)
    {
        var table = await tables.Open(Name, cancellation);
        var row = new TableEntity(tenant.Value, EndOf(number)) { ["At"] = end.At, ["By"] = end.By, ["Why"] = end.Why, ["Reason"] = end.Reason };
        if (end.Last is { } last) row["Last"] = System.Text.Encoding.UTF8.GetString(last.ToBytes());
        try
        {
            await table.AddEntityAsync(row, cancellation);
        }
        catch (RequestFailedException there) when (there.Status == 409)
        {
            // Somebody else closed it before, with an end that is as good.
        }

        if (await Current(tenant, cancellation) == number)
            await table.UpsertEntityAsync(new TableEntity(Known, tenant.Value) { ["Current"] = number + 1 }, TableUpdateMode.Merge, cancellation);
    }

    /// <summary>How a log ended; null for one that goes on.</summary>
    public async Task<LogEnd?> End(TenantId tenant, int number, CancellationToken cancellation)
    {
        var table = await tables.Open(Name, cancellation);
        var read = await table.GetEntityIfExistsAsync<TableEntity>(tenant.Value, EndOf(number), cancellationToken: cancellation);
        if (!read.HasValue) return null;
        var row = read.Value!;
        var last = row.GetString("Last") is { } text ? SignedNote.Parse(System.Text.Encoding.UTF8.GetBytes(text)) : null;
        return new LogEnd(last, row.GetDateTimeOffset("At")!.Value, row.GetString("By"), row.GetString("Reason"), row.GetString("Why"));
    }

    /// <summary>Every organisation that has a log.</summary>
    public async Task<IReadOnlyList<TenantId>> All(CancellationToken cancellation)
    {
        var table = await tables.Open(Name, cancellation);
        var rows = table.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {Known}"), cancellationToken: cancellation);
        return await rows.Select(row => new TenantId(row.RowKey)).ToListAsync(cancellation);
    }

    public IHeadRegister Of(TenantId tenant, string log) => new Row(tables, tenant, log);

    private static string EndOf(int number) => $"{LogOpening.FolderOf(number)}|end";

    private sealed class Row(Tables tables, TenantId tenant, string log) : IHeadRegister
    {
        public async Task<NotedHead?> Read(CancellationToken cancellation)
        {
            var table = await tables.Open(Name, cancellation);
            var read = await table.GetEntityIfExistsAsync<TableEntity>(tenant.Value, log, cancellationToken: cancellation);
            if (!read.HasValue) return null;
            var row = read.Value!;
            var head = new LogHead(
                row.GetInt64("Size")!.Value, Digest.FromHex(row.GetString("Root")), row.GetString("Segment"), row.GetInt64("Position")!.Value,
                row.GetInt64("LastCheckpoint")!.Value, row.GetInt64("Epoch")!.Value);
            return new NotedHead(head, row.ETag.ToString());
        }

        public async Task<bool> Write(LogHead head, string? tag, CancellationToken cancellation)
        {
            var table = await tables.Open(Name, cancellation);
            var row = new TableEntity(tenant.Value, log)
            {
                ["Size"] = head.Size,
                ["Root"] = head.Root.ToHex(),
                ["Segment"] = head.Segment,
                ["Position"] = head.Position,
                ["LastCheckpoint"] = head.LastCheckpoint,
                ["Epoch"] = head.Epoch,
            };
            try
            {
                if (tag is null) await table.AddEntityAsync(row, cancellation);
                else await table.UpdateEntityAsync(row, new ETag(tag), TableUpdateMode.Replace, cancellation);
                return true;
            }
            catch (RequestFailedException lost) when (lost.Status is 409 or 412 or 404)
            {
                return false;
            }
        }
    }
}

/// <summary>How a log ended.</summary>
/// <param name="Last">The last checkpoint that what is left of it bears out; null where there is none.</param>
/// <param name="By">Who closed it.</param>
/// <param name="Reason">Why they did.</param>
/// <param name="Why">What was found to be wrong.</param>
internal sealed record LogEnd(SignedNote? Last, DateTimeOffset At, string By, string Reason, string Why);
