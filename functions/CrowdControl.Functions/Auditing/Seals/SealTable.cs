using Azure;
using Azure.Data.Tables;
using CrowdControl.Domain;
using CrowdControl.Functions.Auditing.Log;
using CrowdControl.Functions.Hosting;

namespace CrowdControl.Functions.Auditing.Seals;

/// <summary>How far the seals of each log are: one row beside its head.</summary>
internal sealed class SealTable(Tables tables)
{
    public async Task<SealRow> Read(TenantId tenant, string log, CancellationToken cancellation)
    {
        var table = await tables.Open(HeadTable.Name, cancellation);
        var read = await table.GetEntityIfExistsAsync<TableEntity>(tenant.Value, Key(log), cancellationToken: cancellation);
        if (!read.HasValue) return new SealRow(null, null, null, null);
        var row = read.Value!;
        var newest = row.GetString("List") is { } list ? new SealPlace(list, row.GetInt64("Index")!.Value, row.GetString("Statement")) : null;
        return new SealRow(DayOf(row, "Begun"), DayOf(row, "Sealed"), newest, row.ETag.ToString());
    }

    /// <summary>Writes the row, if it is the one that was read.</summary>
    /// <returns>False where another instance wrote meanwhile.</returns>
    public async Task<bool> Write(TenantId tenant, string log, SealRow row, CancellationToken cancellation)
    {
        var table = await tables.Open(HeadTable.Name, cancellation);
        var entity = new TableEntity(tenant.Value, Key(log)) { ["Begun"] = Text(row.Begun), ["Sealed"] = Text(row.Sealed) };
        if (row.Newest is { } newest) (entity["List"], entity["Index"], entity["Statement"]) = (newest.List, newest.Index, newest.Statement);
        try
        {
            if (row.Tag is null) await table.AddEntityAsync(entity, cancellation);
            else await table.UpdateEntityAsync(entity, new ETag(row.Tag), TableUpdateMode.Replace, cancellation);
            return true;
        }
        catch (RequestFailedException lost) when (lost.Status is 409 or 412)
        {
            return false;
        }
    }

    private static string Key(string log) => $"{log}|seals";

    private static string Text(DateOnly? day) => day?.ToString("O", System.Globalization.CultureInfo.InvariantCulture) ?? "";

    private static DateOnly? DayOf(TableEntity row, string name) =>
        row.GetString(name) is { Length: > 0 } day ? DateOnly.ParseExact(day, "O", System.Globalization.CultureInfo.InvariantCulture) : null;
}

/// <param name="Begun">The day whose seal was begun, and may be half done; null where none is.</param>
/// <param name="Sealed">The last day that was sealed.</param>
/// <param name="Newest">The newest seal, of a day or on demand.</param>
/// <param name="Tag">Changes with the row; null where there is none.</param>
internal sealed record SealRow(DateOnly? Begun, DateOnly? Sealed, SealPlace? Newest, string? Tag);

/// <param name="List">Name of the stored list.</param>
/// <param name="Index">Of the leaf.</param>
/// <param name="Statement">What the leaf says.</param>
internal sealed record SealPlace(string List, long Index, string Statement);
