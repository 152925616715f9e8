using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Azure;
using Azure.Data.Tables;
using CrowdControl.AuditLog.Notes;
using CrowdControl.AuditLog.Tree;

namespace CrowdControl.Witness.Cosigning;

/// <summary>One row for each log: the latest checkpoint that was cosigned. What is written replaces what was read, or nothing is written.</summary>
internal sealed class HeadTable(TableServiceClient tables)
{
    public const string Name = "witnessed";
    private const string Latest = "latest";
    private TableClient? _open;

    /// <summary>How C2SP tlog-witness names a log in addresses: SHA-256 of its origin in 64 lower-case digits. It is the partition, too.</summary>
    public static string HashOf(string origin) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(origin)));

    /// <summary>What was cosigned last, and the version to write the next one against; null where nothing was.</summary>
    public async Task<(Head Head, ETag Version)?> Find(string originHash, CancellationToken cancellation)
    {
        var table = await Open(cancellation);
        var found = await table.GetEntityIfExistsAsync<Row>(originHash, Latest, cancellationToken: cancellation);
        return found.HasValue ? (found.Value!.ToHead(), found.Value.ETag) : null;
    }

    /// <returns>False where somebody wrote since: nothing was written then.</returns>
    /// <param name="head">What is cosigned now.</param>
    /// <param name="version">What <see cref="Find"/> gave with the one before; null for the first.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<bool> Write(Head head, ETag? version, CancellationToken cancellation)
    {
        var table = await Open(cancellation);
        try
        {
            if (version is { } read) await table.UpdateEntityAsync(Row.Of(head), read, TableUpdateMode.Replace, cancellation);
            else await table.AddEntityAsync(Row.Of(head), cancellation);
            return true;
        }
        catch (RequestFailedException lost) when (lost.Status is 412 or 409)
        {
            return false;
        }
    }

    private async ValueTask<TableClient> Open(CancellationToken cancellation)
    {
        if (_open is { } open) return open;
        var table = tables.GetTableClient(Name);
        await table.CreateIfNotExistsAsync(cancellation);
        return _open = table;
    }

    private sealed class Row : ITableEntity
    {
        public string PartitionKey { get; set; } = "";

        public string RowKey { get; set; } = "";

        public DateTimeOffset? Timestamp { get; set; }

        public ETag ETag { get; set; }

        /// <summary>For people who look into the table; the key is its hash.</summary>
        public string Origin { get; set; } = "";

        /// <summary>Decimal: a table's numbers end at 2^63-1.</summary>
        public string Size { get; set; } = "";

        public string Root { get; set; } = "";

        public long At { get; set; }

        public string Note { get; set; } = "";

        public static Row Of(Head head)
        {
            var origin = Checkpoint.Parse(head.Note.Text).Origin;
            return new Row
            {
                PartitionKey = HashOf(origin),
                RowKey = Latest,
                Origin = origin,
                Size = head.Size.ToString(CultureInfo.InvariantCulture),
                Root = head.Root.ToHex(),
                At = head.At.ToUnixTimeSeconds(),
                Note = Encoding.UTF8.GetString(head.Note.ToBytes()),
            };
        }

        public Head ToHead() => new(
            ulong.Parse(Size, NumberStyles.None, CultureInfo.InvariantCulture), Digest.FromHex(Root), DateTimeOffset.FromUnixTimeSeconds(At),
            SignedNote.Parse(Encoding.UTF8.GetBytes(Note)));
    }
}
