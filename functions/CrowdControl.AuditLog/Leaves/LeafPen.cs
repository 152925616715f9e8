using System.Buffers;
using System.Buffers.Text;
using System.Text;
using CrowdControl.AuditLog.Canonical;

namespace CrowdControl.AuditLog.Leaves;

/// <summary>Writes a leaf's parts one after the other to where it is to stand: entries come by the hundred thousand in an import.</summary>
/// <param name="to">Room for the longest leaf, or for less, which is refused then.</param>
internal ref struct LeafPen(Span<byte> to)
{
    private static readonly SearchValues<byte> Escaped =
        SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(c => (byte)c), (byte)'"', (byte)'\\']);

    private readonly Span<byte> _bytes = to;
    private int _end;

    /// <summary>Bytes that were written.</summary>
    public readonly int Length => _end;

    public void Raw(ReadOnlySpan<byte> utf8)
    {
        if (!utf8.TryCopyTo(_bytes[_end..])) throw TooLong();
        _end += utf8.Length;
    }

    public void Integer(ReadOnlySpan<byte> before, long number)
    {
        Raw(before);
        if (!Utf8Formatter.TryFormat(number, _bytes[_end..], out var written)) throw TooLong();
        _end += written;
    }

    /// <summary>A time, which is plain ASCII.</summary>
    public void Time(ReadOnlySpan<byte> before, DateTimeOffset time)
    {
        Raw(before);
        Raw("\""u8);
        if (!Timestamp.TryWrite(time, _bytes[_end..], out var written)) throw TooLong();
        _end += written;
        Raw("\""u8);
    }

    /// <summary>A string and its quotes.</summary>
    /// <returns>What stands between the quotes.</returns>
    /// <exception cref="ArgumentException">It is empty, not in normal form C, or holds half a surrogate pair.</exception>
    public ReadOnlySpan<byte> Text(ReadOnlySpan<byte> before, string text)
    {
        if (text.Length == 0) throw new ArgumentException($"In a leaf nothing is empty: see {Encoding.UTF8.GetString(before)}");
        Raw(before);
        Raw("\""u8);
        var start = _end;
        // Nearly all text is plain ASCII, which is in every normal form.
        var room = _bytes[_end..];
        if (Ascii.FromUtf16(text, room, out var written) == OperationStatus.Done && room[..written].IndexOfAny(Escaped) < 0) _end += written;
        else Other(text);
        var between = _bytes[start.._end];
        Raw("\""u8);
        return between;
    }

    private void Other(string text)
    {
        // Throws for half a surrogate pair as well, which has no normal form.
        if (!text.IsNormalized(NormalizationForm.FormC)) throw new ArgumentException($"\"{text}\" is not in Unicode's normal form C.");
        var json = new ArrayBufferWriter<byte>(text.Length + 16);
        new CanonicalWriter(json).WriteString(text);
        Raw(json.WrittenSpan[1..^1]);
    }

    private static ArgumentException TooLong() => new($"A leaf has {Leaf.MaximumSize} bytes at most; this one would have more.");
}
