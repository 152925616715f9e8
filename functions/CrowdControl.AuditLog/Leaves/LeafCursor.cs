using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.Unicode;
using CrowdControl.AuditLog.Canonical;

namespace CrowdControl.AuditLog.Leaves;

/// <summary>Walks over a leaf's bytes and takes from them only what a canonical writer writes.</summary>
internal ref struct LeafCursor
{
    private static readonly SearchValues<byte> Digits = SearchValues.Create("-0123456789"u8);

    private static readonly SearchValues<byte> Special =
        SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(c => (byte)c), (byte)'"', (byte)'\\']);

    private readonly ReadOnlySpan<byte> _bytes;
    private int _at;

    public LeafCursor(ReadOnlySpan<byte> bytes)
    {
        _bytes = bytes;
        if (bytes.Length > Leaf.MaximumSize)
            throw new FormatException($"A leaf has {Leaf.MaximumSize} bytes at most, and this one has {bytes.Length}.");
        if (!Utf8.IsValid(bytes)) throw new FormatException("The leaf is not valid UTF-8.");
    }

    public readonly bool Follows(ReadOnlySpan<byte> expected) => _bytes[_at..].StartsWith(expected);

    public readonly FormatException Wrong(string rule) => new($"The leaf is not canonical at byte {_at}: {rule}.");

    public void Expect(ReadOnlySpan<byte> expected)
    {
        if (!Follows(expected)) throw Wrong($"{Encoding.UTF8.GetString(expected)} belongs there");
        _at += expected.Length;
    }

    /// <summary>A string that is not empty, without its quotes.</summary>
    public ReadOnlySpan<byte> Text(ReadOnlySpan<byte> before)
    {
        Expect(before);
        Expect("\""u8);
        var start = _at;
        while (true)
        {
            var length = _bytes[_at..].IndexOfAny(Special);
            if (length < 0) throw Wrong("the string has no end");
            _at += length;
            if (_bytes[_at] == '"') break;
            if (_bytes[_at] != '\\') throw Wrong("a bare control character is in the string");
            Escape();
        }
        if (_at == start) throw Wrong("nothing is empty");
        return _bytes[start.._at++];
    }

    /// <summary>An integer within +-(2^53-1), as canonical JSON writes it.</summary>
    public long Integer(ReadOnlySpan<byte> before)
    {
        Expect(before);
        var digits = _bytes[_at..];
        var length = digits.IndexOfAnyExcept(Digits);
        if (length >= 0) digits = digits[..length];
        var leading = digits.StartsWith("-"u8) ? 1 : 0;
        var plain = digits.Length > leading && (digits[leading] != '0' || digits.Length == 1);
        if (!plain || !Utf8Parser.TryParse(digits, out long value, out var used) || used != digits.Length)
            throw Wrong("an integer belongs there");
        if (value is > JsonItem.GreatestInteger or < -JsonItem.GreatestInteger) throw Wrong("the integer is past 2^53-1");
        _at += used;
        return value;
    }

    public ReadOnlySpan<byte> Commitment(ReadOnlySpan<byte> before)
    {
        var text = Text(before);
        // 43 characters hold 258 bits: the last two are zero in the one right spelling.
        Span<byte> code = stackalloc byte[33];
        if (text.Length != Canonical.Commitment.TextLength
            || Base64Url.DecodeFromUtf8(text, code, out _, out var written) != OperationStatus.Done
            || written != 32
            || "AEIMQUYcgkosw048"u8.IndexOf(text[^1]) < 0
            || text.ContainsAny(" \t\r\n"u8))
            throw Wrong("a commitment of 43 characters of base64url belongs there");
        return text;
    }

    /// <summary>The members of d, names ascending, without the braces.</summary>
    public ReadOnlySpan<byte> Details(ReadOnlySpan<byte> before)
    {
        Expect(before);
        var start = _at;
        ReadOnlySpan<byte> previous = [];
        while (!Follows("}"u8))
        {
            var name = Text(_at == start ? ""u8 : ","u8);
            if (!previous.IsEmpty && !Ascend(previous, name)) throw Wrong("the names of d ascend");
            Commitment(":"u8);
            previous = name;
        }
        return _bytes[start.._at];
    }

    public void End()
    {
        Expect("}"u8);
        if (_at != _bytes.Length) throw Wrong("something stands after the leaf");
    }

    public static string Decode(ReadOnlySpan<byte> text) => text.Contains((byte)'\\')
        ? ((JsonItem.Text)CanonicalJson.Parse([(byte)'"', .. text, (byte)'"'])).Value
        : Encoding.UTF8.GetString(text);

    public static Dictionary<string, Commitment> DecodeDetails(ReadOnlySpan<byte> details)
    {
        var map = (JsonItem.Map)CanonicalJson.Parse([(byte)'{', .. details, (byte)'}']);
        return map.Members.ToDictionary(detail => detail.Key, detail => Canonical.Commitment.Parse(((JsonItem.Text)detail.Value).Value));
    }

    private void Escape()
    {
        var rest = _bytes[(_at + 1)..];
        if (rest.Length > 0 && "\"\\bfnrt"u8.Contains(rest[0])) _at += 2;
        // Only control characters without a short form are written by number: u0000 to u001f, in lower case.
        else if (rest.Length >= 5 && rest.StartsWith("u00"u8) && rest[3] is (byte)'0' or (byte)'1' && IsByNumber(rest[3], rest[4])) _at += 6;
        else throw Wrong("no escape that a canonical writer writes");
    }

    private static bool IsByNumber(byte high, byte low) =>
        "0123456789abcdef"u8.Contains(low) && (high == '1' || !"89acd"u8.Contains(low));

    /// <summary>By UTF-16 code units (RFC 8785 section 3.2.3), which for ASCII without escapes is by bytes.</summary>
    private static bool Ascend(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second) =>
        Ascii.IsValid(first) && Ascii.IsValid(second) && !first.Contains((byte)'\\') && !second.Contains((byte)'\\')
            ? first.SequenceCompareTo(second) < 0
            : string.CompareOrdinal(Decode(first), Decode(second)) < 0;
}
