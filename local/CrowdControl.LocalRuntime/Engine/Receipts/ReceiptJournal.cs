namespace CrowdControl.LocalRuntime.Engine.Receipts;

/// <summary>
/// Which messages this process holds, in a file beside the data: whoever starts next with the data directory's lock gives them back
/// to their queues at once, instead of waiting until they show again.
/// </summary>
internal sealed class ReceiptJournal : IDisposable
{
    private const long Long = 1 << 20;
    private readonly Lock _gate = new();
    private readonly Dictionary<(string Queue, string Id), string> _held = [];
    private readonly string? _path;
    private StreamWriter? _lines;

    /// <param name="path">Null keeps no journal: messages of a dead process show again when their time is up.</param>
    public ReceiptJournal(string? path)
    {
        _path = path;
        if (path is null) return;
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        if (File.Exists(path))
            foreach (var line in File.ReadLines(path))
                Read(line);
        _lines = Rewritten(path);
    }

    /// <summary>What the process before this one held. It stays noted until <see cref="Done"/>: this process may die too.</summary>
    public IReadOnlyList<(string Queue, string Id, string Receipt)> Left()
    {
        lock (_gate) return [.. _held.Select(held => (held.Key.Queue, held.Key.Id, held.Value))];
    }

    public void Holds(string queue, string id, string receipt)
    {
        lock (_gate)
        {
            _held[(queue, id)] = receipt;
            Note($"+ {queue} {id} {receipt}");
        }
    }

    public void Done(string queue, string id)
    {
        lock (_gate)
            if (_held.Remove((queue, id)))
                Note($"- {queue} {id}");
    }

    public void Dispose()
    {
        lock (_gate) _lines?.Dispose();
    }

    private void Note(string line)
    {
        if (_lines is null) return;
        _lines.WriteLine(line);
        if (_lines.BaseStream.Length < Long) return;
        _lines.Dispose();
        _lines = Rewritten(_path!);
    }

    /// <summary>A new file that says only what is held takes the old one's place, whole or not at all.</summary>
    private StreamWriter Rewritten(string path)
    {
        var next = path + ".next";
        File.WriteAllLines(next, _held.Select(held => $"+ {held.Key.Queue} {held.Key.Id} {held.Value}"));
        File.Move(next, path, overwrite: true);
        return new StreamWriter(new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read)) { AutoFlush = true };
    }

    private void Read(string line)
    {
        var words = line.Split(' ');
        if (words is ["+", var queue, var id, var receipt]) _held[(queue, id)] = receipt;
        else if (words is ["-", var doneQueue, var doneId]) _held.Remove((doneQueue, doneId));
    }
}
