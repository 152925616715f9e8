namespace CrowdControl.LocalRuntime.Engine.Durable.Storage;

/// <summary>
/// Which messages this process holds, in a file beside the data: whoever starts next with the data directory's lock gives them back to their
/// queues at once, instead of waiting until they show again.
/// </summary>
internal sealed class ReceiptJournal : IDisposable
{
    private const long Long = 1 << 20;
    private readonly Lock _gate = new();
    private readonly Dictionary<(string Queue, string Id), string> _held = [];
    private readonly FileStream? _file;
    private readonly StreamWriter? _lines;

    /// <param name="path">Null keeps no journal: messages of a dead process show again when their time is up.</param>
    public ReceiptJournal(string? path)
    {
        if (path is null) return;
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        _file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        using (var left = new StreamReader(_file, leaveOpen: true))
            while (left.ReadLine() is { } line) Read(line);
        _lines = new StreamWriter(_file) { AutoFlush = true };
    }

    /// <summary>What the process before this one held, and forgets it.</summary>
    public IReadOnlyList<(string Queue, string Id, string Receipt)> TakeBack()
    {
        lock (_gate)
        {
            var left = _held.Select(held => (held.Key.Queue, held.Key.Id, held.Value)).ToList();
            _held.Clear();
            _file?.SetLength(0);
            return left;
        }
    }

    public void Holds(string queue, string id, string receipt)
    {
        lock (_gate)
        {
            _held[(queue, id)] = receipt;
            _lines?.WriteLine($"+ {queue} {id} {receipt}");
        }
    }

    public void Done(string queue, string id)
    {
        lock (_gate)
        {
            if (!_held.Remove((queue, id))) return;
            if (_held.Count == 0 && _file?.Length > Long) _file.SetLength(0);
            else _lines?.WriteLine($"- {queue} {id}");
        }
    }

    public void Dispose()
    {
        lock (_gate) _lines?.Dispose();
    }

    private void Read(string line)
    {
        var words = line.Split(' ');
        if (words is ["+", var queue, var id, var receipt]) _held[(queue, id)] = receipt;
        else if (words is ["-", var doneQueue, var doneId]) _held.Remove((doneQueue, doneId));
    }
}
