using Azure.Data.Tables;
using CrowdControl.Domain;
using CrowdControl.Functions.Auditing.Log;
using CrowdControl.Functions.Hosting;

namespace CrowdControl.Functions.Auditing.Anchors;

/// <summary>What each party outside said last of a log: a row a party beside the log's head. What they signed lies in the log's own container.</summary>
internal sealed class AnchorTable(Tables tables)
{
    /// <summary>The parties that were ever asked.</summary>
    public async Task<IReadOnlyList<OutsideParty>> All(TenantId tenant, string log, CancellationToken cancellation)
    {
        var (table, prefix) = (await tables.Open(HeadTable.Name, cancellation), Prefix(log));
        var rows = table.QueryAsync<TableEntity>(TableClient.CreateQueryFilter(
            $"PartitionKey eq {tenant.Value} and RowKey gt {prefix} and RowKey lt {prefix + "~"}"), cancellationToken: cancellation);
        return await rows.Select(Party).ToListAsync(cancellation);
    }

    /// <summary>Null where it was never asked.</summary>
    public async Task<OutsideParty?> Find(TenantId tenant, string log, OutsideKind kind, string name, CancellationToken cancellation)
    {
        var table = await tables.Open(HeadTable.Name, cancellation);
        var read = await table.GetEntityIfExistsAsync<TableEntity>(tenant.Value, KeyOf(log, kind, name), cancellationToken: cancellation);
        return read.HasValue ? Party(read.Value!) : null;
    }

    /// <summary>It vouched for the log's first entries.</summary>
    public Task Note(TenantId tenant, string log, OutsideKind kind, string name, Anchor anchor, CancellationToken cancellation) => Merge(
        tenant, log, kind, name, [new("At", anchor.At), new("Size", anchor.Size), new("Hash", anchor.Hash), new("Trouble", "")], cancellation);

    /// <summary>The log itself has an entry of what it said.</summary>
    public Task Recorded(TenantId tenant, string log, OutsideParty party, CancellationToken cancellation) =>
        Merge(tenant, log, party.Kind, party.Name, [new("Recorded", party.Newest!.Hash)], cancellation);

    /// <summary>It did not vouch when it was asked.</summary>
    public Task Failed(TenantId tenant, string log, OutsideKind kind, string name, string why, CancellationToken cancellation) =>
        Merge(tenant, log, kind, name, [new("Trouble", why)], cancellation);

    private async Task Merge(
        TenantId tenant, string log, OutsideKind kind, string name, IEnumerable<KeyValuePair<string, object>> fields, CancellationToken cancellation)
    {
        var table = await tables.Open(HeadTable.Name, cancellation);
        var row = new TableEntity(tenant.Value, KeyOf(log, kind, name)) { ["Kind"] = kind.ToString(), ["Name"] = name };
        foreach (var (field, value) in fields) row[field] = value;
        await table.UpsertEntityAsync(row, TableUpdateMode.Merge, cancellation);
    }

    private static OutsideParty Party(TableEntity row) => new(
        Enum.Parse<OutsideKind>(row.GetString("Kind")), row.GetString("Name"),
        row.GetString("Hash") is { } hash ? new Anchor(row.GetDateTimeOffset("At")!.Value, row.GetInt64("Size")!.Value, hash) : null,
        row.GetString("Recorded"), row.GetString("Trouble") is { Length: > 0 } trouble ? trouble : null);

    private static string Prefix(string log) => $"{log}|anchor|";

    // A key's name may hold what a row's key may not.
    private static string KeyOf(string log, OutsideKind kind, string name) =>
        $"{Prefix(log)}{kind}|{string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' ? c : '_'))}";
}

/// <summary>Somebody outside who is asked to vouch for the record.</summary>
/// <param name="Newest">What it said last; null where it never did.</param>
/// <param name="Recorded">Hash of the last anchor of its that the log has an entry of.</param>
/// <param name="Trouble">Why it did not vouch when it was asked last.</param>
internal sealed record OutsideParty(OutsideKind Kind, string Name, Anchor? Newest, string? Recorded, string? Trouble);

/// <param name="At">When it was given, by that party's clock.</param>
/// <param name="Size">Entries that it covers.</param>
/// <param name="Hash">SHA-256 of its file in 64 lower-case hexadecimal digits.</param>
internal sealed record Anchor(DateTimeOffset At, long Size, string Hash);

/// <summary>How a party outside vouches.</summary>
public enum OutsideKind
{
    /// <summary>By a cosignature.</summary>
    Witness,

    /// <summary>By an RFC 3161 time stamp.</summary>
    TimeStamps,
}
