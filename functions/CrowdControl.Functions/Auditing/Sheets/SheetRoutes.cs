using CrowdControl.AuditLog.Sheets;
using CrowdControl.Domain;
using CrowdControl.Domain.Access;
using CrowdControl.Functions.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace CrowdControl.Functions.Auditing.Sheets;

/// <summary>Daily sheets, to be read, printed and filed.</summary>
public sealed class SheetRoutes(SheetDesk sheets, SheetMail mail)
{
    [Function(nameof(ListSheets)), Requires(Permission.ReadLedger, Permission.ReadAdministrativeLedger), Answers(typeof(SheetDaysView))]
    public async Task<IResult> ListSheets(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/audit/days")] HttpRequest request, CancellationToken cancellation) =>
        Answers.Ok(new SheetDaysView([.. (await sheets.Days(request.Caller().Tenant, cancellation))
            .Select(day => day.ToString("O", System.Globalization.CultureInfo.InvariantCulture))]));

    [Function(nameof(ReadSheet)), Requires(Permission.ReadLedger, Permission.ReadAdministrativeLedger), Answers(typeof(DaySheetView))]
    public async Task<IResult> ReadSheet(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/audit/days/{date}")] HttpRequest request,
        string date, CancellationToken cancellation)
    {
        var read = await sheets.Read(request.Caller(), date, cancellation);
        var sent = read is Outcome<DaySheet>.Done { Value: var sheet } ? await mail.Of(request.Caller().Tenant, sheet.Day, cancellation) : [];
        return read.ToHttp(found => DaySheetView.Of(found, sheets.IsFinal(found), sent));
    }

    [Function(nameof(ReadSheetText)), Requires(Permission.ReadLedger, Permission.ReadAdministrativeLedger)]
    public Task<IResult> ReadSheetText(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/audit/days/{date}/sheet.txt")] HttpRequest request,
        string date, CancellationToken cancellation) =>
        File(request, date, sheet => sheet.ToBytes(), "text/plain; charset=utf-8", "txt", cancellation);

    [Function(nameof(ReadSheetPaper)), Requires(Permission.ReadLedger, Permission.ReadAdministrativeLedger)]
    public Task<IResult> ReadSheetPaper(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/audit/days/{date}/sheet.pdf")] HttpRequest request,
        string date, CancellationToken cancellation) =>
        File(request, date, sheet => SheetPaper.Print(sheet, sheets.IsFinal(sheet)), "application/pdf", "pdf", cancellation);

    private async Task<IResult> File(
        HttpRequest request, string date, Func<DaySheet, byte[]> bytes, string type, string ending, CancellationToken cancellation)
    {
        var read = await sheets.Read(request.Caller(), date, cancellation);
        if (read is not Outcome<DaySheet>.Done { Value: var sheet }) return read.ToHttp(found => found.Day);
        request.HttpContext.Response.Headers.CacheControl = "private, no-store";
        return Results.Bytes(bytes(sheet), type, $"day-sheet-{date}.{ending}");
    }
}
