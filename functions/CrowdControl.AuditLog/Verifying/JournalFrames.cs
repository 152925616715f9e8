using CrowdControl.AuditLog.Journal;

namespace CrowdControl.AuditLog.Verifying;

/// <summary>Reads the frames of all segments of an export, one after the other, in memory of one frame.</summary>
internal sealed class JournalFrames(ExportedLog log, IReadOnlyList<ulong> segments) : IDisposable
{
    private readonly byte[] _window = new byte[Frame.MaximumSize];
    private FileStream? _file;
    private int _segment = -1;
    private int _start, _end;
    private bool _atEnd = true;

    /// <summary>Name of the segment that the last frame stands in.</summary>
    public string Name { get; private set; } = "seg/";

    /// <summary>The next frame; its bytes are valid until the next call.</summary>
    /// <param name="next">Index of the entry that it has to begin with.</param>
    /// <returns>Null after the last one.</returns>
    /// <exception cref="Refused">What stands there is no frame.</exception>
    public Frame? Read(ulong next)
    {
        while (true)
        {
            if (Whole(next) is { } frame) return frame;
            if (!_atEnd) Fill();
            else if (_start < _end) throw Refused.At(next, Name, "The segment ends within a frame.");
            else if (!Open(next)) return null;
        }
    }

    public void Dispose() => _file?.Dispose();

    private Frame? Whole(ulong next)
    {
        try
        {
            if (Frame.Read(_window.AsMemory(_start, _end - _start)) is not { } frame) return null;
            _start += frame.Bytes.Length;
            return frame;
        }
        catch (FormatException broken)
        {
            throw Refused.At(next, Name, broken.Message);
        }
    }

    private void Fill()
    {
        _window.AsSpan(_start, _end - _start).CopyTo(_window);
        (_start, _end) = (0, _end - _start);
        var read = _file!.ReadAtLeast(_window.AsSpan(_end), _window.Length - _end, throwOnEndOfStream: false);
        _atEnd = read < _window.Length - _end;
        _end += read;
    }

    private bool Open(ulong next)
    {
        if (_segment + 1 >= segments.Count) return false;
        var first = segments[++_segment];
        Name = ExportName.Segment(first);
        if (first != next)
            throw Refused.At(Math.Min(first, next), Name,
                $"The journal's next segment begins with entry {next}, and this one with {first}.");
        _file?.Dispose();
        _file = log.Open(Name) ?? throw Refused.At(next, Name, "The file is missing.");
        (_start, _end, _atEnd) = (0, 0, false);
        return true;
    }
}
