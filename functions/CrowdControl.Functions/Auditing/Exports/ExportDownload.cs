using CrowdControl.AuditLog.Exporting;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace CrowdControl.Functions.Auditing.Exports;

/// <summary>
/// Sends an export as it is read from storage, whatever its size, and keeps nothing: no copy has to be prepared, waited for, held or deleted.
/// Where reading fails half-way the connection is cut, so that nobody takes what arrived for all of it; a client that was cut off asks anew.
/// </summary>
internal sealed class ExportDownload(RecordExport export) : IResult
{
    public async Task ExecuteAsync(HttpContext context)
    {
        context.Response.ContentType = "application/zip";
        context.Response.Headers.CacheControl = "private, no-store";
        context.Response.Headers[HeaderNames.XContentTypeOptions] = "nosniff";
        context.Response.Headers.ContentDisposition = $"attachment; filename={export.Name}";
        try
        {
            await using var zip = new ExportZip(context.Response.Body, export.At);
            await export.Log.Write(zip, context.RequestAborted);
            await zip.End(context.RequestAborted);
        }
        catch
        {
            context.Abort();
            throw;
        }
    }
}
