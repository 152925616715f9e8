using Azure;
using Azure.Data.Tables;
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

    /// <summary>Every organisation that has a log.</summary>
    public async Task<IReadOnlyList<TenantId>> All(CancellationToken cancellation)
    {
        var table = await tables.Open(Name, cancellation);
        var rows = table.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {Known}"), cancellationToken: cancellation);
        return await rows.Select(row => new TenantId(row.RowKey)).ToListAsync(cancellation);
    }

    public IHeadRegister Of(TenantId tenant, string log) => new Row(tables, tenant, log);

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
