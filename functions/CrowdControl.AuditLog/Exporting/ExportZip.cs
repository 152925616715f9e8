using System.IO.Compression;

namespace CrowdControl.AuditLog.Exporting;

/// <summary>One zip that an export is written into, from front to back, in memory of one buffer: its target need not be able to go back.
/// Unpacked it is the directory that a verifier takes.</summary>
/// <remarks>Files are stored as they are: hashes do not get smaller, and whoever checks may read the zip in place. One
/// that was broken off before its end is no zip, and nobody takes it for a whole one.</remarks>
public sealed class ExportZip : IExportTarget, IAsyncDisposable
{
    private readonly PatientStream _target;
    private readonly ZipArchive _zip;
    private readonly DateTimeOffset _at;

    /// <param name="target">Where to; stays open. No call to it blocks.</param>
    /// <param name="at">The date of its files.</param>
    public ExportZip(Stream target, DateTimeOffset at)
    {
        (_target, _at) = (new PatientStream(target), at);
        _zip = new ZipArchive(_target, ZipArchiveMode.Create, leaveOpen: true);
    }

    /// <inheritdoc/>
    public async Task<Stream> Open(string name, CancellationToken cancellation)
    {
        var entry = _zip.CreateEntry(name, CompressionLevel.NoCompression);
        entry.LastWriteTime = _at;
        return await entry.OpenAsync(cancellation);
    }

    /// <summary>Writes the zip's directory, after which nothing can be added.</summary>
    public async Task End(CancellationToken cancellation)
    {
        await _zip.DisposeAsync();
        await _target.FlushAsync(cancellation);
    }

    /// <summary>Leaves off, where it was not ended: what was written by then is no zip.</summary>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
