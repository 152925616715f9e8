namespace CrowdControl.AuditLog.Exporting;

/// <summary>Where an export is written to, file by file.</summary>
public interface IExportTarget
{
    /// <summary>Begins a file; the one before it has been closed.</summary>
    /// <param name="name">Its path within the export, with slashes.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>Takes the file's bytes; disposing of it ends the file.</returns>
    Task<Stream> Open(string name, CancellationToken cancellation);
}

internal static class ExportTargets
{
    public static async Task Write(this IExportTarget target, string name, ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        await using var file = await target.Open(name, cancellation);
        await file.WriteAsync(bytes, cancellation);
    }
}
