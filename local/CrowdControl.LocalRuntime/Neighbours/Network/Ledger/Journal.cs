using System.Text.Json;

namespace CrowdControl.LocalRuntime.Neighbours.Network.Ledger;

/// <summary>
/// Everything that happened, one JSON line each. A line is with the operating system before <see cref="Append"/> returns, so
/// the process may be killed at any instant and nothing that was acknowledged is lost. (A power cut is not what a demo has to survive.)
/// </summary>
internal sealed class Journal : IDisposable
{
    private const byte LineEnd = (byte)'\n';
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);
    private readonly FileStream _file;

    private Journal(FileStream file) => _file = file;

    /// <summary>Opens the journal and hands every line of it to <paramref name="replay"/>. A last line cut short by a kill is dropped.</summary>
    public static Journal Open(string path, Action<Happening> replay)
    {
        var whole = File.Exists(path) ? Replay(path, replay) : 0;
        var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read, bufferSize: 0);
        file.SetLength(whole);
        file.Seek(0, SeekOrigin.End);
        return new Journal(file);
    }

    public void Append(Happening happening)
    {
        var line = JsonSerializer.SerializeToUtf8Bytes(happening, Json);
        Array.Resize(ref line, line.Length + 1);
        line[^1] = LineEnd;
        _file.Write(line);
    }

    public void Dispose() => _file.Dispose();

    private static long Replay(string path, Action<Happening> replay)
    {
        var bytes = File.ReadAllBytes(path).AsMemory();
        var at = 0;
        for (var end = bytes.Span.IndexOf(LineEnd); end >= 0; end = bytes[at..].Span.IndexOf(LineEnd))
        {
            var line = bytes.Slice(at, end).Span;
            replay(JsonSerializer.Deserialize<Happening>(line, Json)
                ?? throw new InvalidDataException($"{path} holds an empty entry at byte {at}."));
            at += end + 1;
        }

        return at;
    }
}
