using Microsoft.Win32.SafeHandles;

namespace CrowdControl.AuditLog.Journal;

/// <summary>A segment that is a file. That it is sealed is an empty file beside it.</summary>
internal sealed class SegmentFile(string path) : IDisposable
{
    public const string SealEnding = ".sealed";

    private readonly SafeFileHandle _file = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.Read);
    private readonly Lock _one = new();
    private bool _sealed = File.Exists(path + SealEnding);
    private long _end = new FileInfo(path).Length;

    public AppendOutcome Append(long position, ReadOnlyMemory<byte> bytes)
    {
        lock (_one)
        {
            if (_sealed) return AppendOutcome.Sealed;
            if (_end != position) return AppendOutcome.Moved;
            try
            {
                RandomAccess.Write(_file, bytes.Span, position);
                RandomAccess.FlushToDisk(_file);
            }
            catch (Exception fault)
            {
                // Half an append must not stand before the next one. Where even this fails the file ends in the middle of a frame,
                // and the next append finds that the end has moved.
                _end = RandomAccess.GetLength(_file);
                RandomAccess.SetLength(_file, position);
                _end = position;
                // What the platform says of a file that may not become longer would pass for a fault in the caller's bytes.
                if (fault is ArgumentException) throw new IOException("The segment cannot become longer on this disk.", fault);
                throw;
            }
            _end = position + bytes.Length;
            return AppendOutcome.Done;
        }
    }

    public AppendOutcome Seal(long position)
    {
        lock (_one)
        {
            if (_sealed) return AppendOutcome.Done;
            if (_end != position) return AppendOutcome.Moved;
            using (var file = new FileStream(path + SealEnding, FileMode.Create)) file.Flush(flushToDisk: true);
            _sealed = true;
            return AppendOutcome.Done;
        }
    }

    public void Cut(long length)
    {
        lock (_one)
        {
            RandomAccess.SetLength(_file, length);
            RandomAccess.FlushToDisk(_file);
            _end = length;
        }
    }

    public ReadOnlyMemory<byte> Read(long offset, int count)
    {
        long end;
        lock (_one) end = _end;
        var bytes = new byte[Math.Max(0, Math.Min(count, end - offset))];
        var read = 0;
        while (read < bytes.Length && RandomAccess.Read(_file, bytes.AsSpan(read), offset + read) is > 0 and var more) read += more;
        return bytes.AsMemory(0, read);
    }

    public void Dispose() => _file.Dispose();
}
