using System.Globalization;
using CrowdControl.AuditLog.Journal;
using CrowdControl.AuditLog.Sheets;
using CrowdControl.Domain;
using CrowdControl.Functions.Auditing.Log;
using CrowdControl.Functions.Auditing.Sheets;

namespace CrowdControl.Functions.Auditing.Excerpts;

/// <summary>What is kept of parties outside and goes along with parts of a record: certificates, receipts, daily sheets.</summary>
public sealed class OutsideExcerpts
{
    private readonly RecordLogs _logs;

    internal OutsideExcerpts(RecordLogs logs) => _logs = logs;

    /// <summary>Roots of the time stamping authorities, each in PEM.</summary>
    public async Task<IReadOnlyList<byte[]>> Authorities(TenantId tenant, CancellationToken cancellation)
    {
        var (_, store, _, _, folder, _) = await _logs.Opened(tenant, cancellation);
        var roots = new List<byte[]>();
        await foreach (var name in store.List(LogArea.Anchors, $"{folder}/ca/", cancellation))
            if (await store.Get(LogArea.Anchors, name, cancellation) is { } stored) roots.Add(stored.Bytes.ToArray());
        return roots;
    }

    /// <summary>A ledger's receipt for the checkpoint of a size; null where there is none.</summary>
    public async Task<byte[]?> Receipt(TenantId tenant, long size, CancellationToken cancellation)
    {
        var (_, store, _, _, folder, _) = await _logs.Opened(tenant, cancellation);
        var name = string.Create(CultureInfo.InvariantCulture, $"{folder}/acl/{size:D12}.json");
        return (await store.Get(LogArea.Anchors, name, cancellation))?.Bytes.ToArray();
    }

    /// <summary>The daily sheets up to a size of the record, newest first.</summary>
    /// <param name="most">No more than so many.</param>
    public async Task<IReadOnlyList<PrintedSheet>> Sheets(TenantId tenant, long size, int most, CancellationToken cancellation)
    {
        var (_, store, _, _, folder, _) = await _logs.Opened(tenant, cancellation);
        var (names, sheets) = (new List<string>(), new List<PrintedSheet>());
        await foreach (var name in store.List(LogArea.Anchors, new LogPaths(folder).Sheets, cancellation)) names.Add(name);
        for (var at = names.Count - 1; at >= 0 && sheets.Count < most; at--)
            if (await store.Get(LogArea.Anchors, names[at], cancellation) is { } stored && DaySheet.Parse(stored.Bytes.Span) is var sheet
                && (long)sheet.Checkpoint.Size <= size) sheets.Add(new PrintedSheet(sheet));
        return sheets;
    }
}

/// <summary>A daily sheet, as somebody outside may have it on paper.</summary>
public sealed class PrintedSheet
{
    private readonly DaySheet _sheet;

    internal PrintedSheet(DaySheet sheet) => _sheet = sheet;

    public DateOnly Day => _sheet.Day;

    /// <summary>Entries of the record that it covers.</summary>
    public long Size => (long)_sheet.Checkpoint.Size;

    public byte[] ToPdf() => SheetPaper.Print(_sheet, final: true);
}
