using System.Globalization;
using System.Text;

namespace CrowdControl.AuditLog.Canonical;

/// <remarks>Strings and their escapes.</remarks>
internal ref partial struct StrictJsonReader
{
    private string String()
    {
        _at++;
        var length = _text[_at..].IndexOfAny((byte)'"', (byte)'\\');
        if (length >= 0 && _text[_at + length] == '"')
        {
            // The usual case: no escape in it.
            var plain = _text.Slice(_at, length);
            if (plain.ContainsAnyInRange((byte)0, (byte)0x1f)) throw Wrong("A bare control character is in the string");
            _at += length + 1;
            return Encoding.UTF8.GetString(plain);
        }
        var text = new StringBuilder();
        while (true)
        {
            length = _text[_at..].IndexOfAny((byte)'"', (byte)'\\');
            if (length < 0) throw Wrong("No end of the string");
            var plain = _text.Slice(_at, length);
            if (plain.ContainsAnyInRange((byte)0, (byte)0x1f)) throw Wrong("A bare control character is in the string");
            text.Append(Encoding.UTF8.GetString(plain));
            _at += length + 1;
            if (_text[_at - 1] == '"') return text.ToString();
            Escape(text);
        }
    }

    private void Escape(StringBuilder text)
    {
        var c = Peek();
        _at++;
        if (c == 'u') UnicodeEscape(text);
        else if ("\"\\/bfnrt".IndexOf((char)c, StringComparison.Ordinal) is >= 0 and var which) text.Append("\"\\/\b\f\n\r\t"[which]);
        else throw Wrong("No such escape");
    }

    private void UnicodeEscape(StringBuilder text)
    {
        var first = Hex4();
        if (!char.IsSurrogate(first))
        {
            text.Append(first);
            return;
        }
        // Characters of UTF-8 itself are whole, so that halves come from escapes alone and must meet here.
        if (!_text[_at..].StartsWith("\\u"u8)) throw Wrong("Half a surrogate pair");
        _at += 2;
        var second = Hex4();
        if (!char.IsSurrogatePair(first, second)) throw Wrong("Half a surrogate pair");
        text.Append(first).Append(second);
    }

    private char Hex4()
    {
        var digits = _text[_at..Math.Min(_at + 4, _text.Length)];
        if (digits.Length < 4 || !ushort.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit))
            throw Wrong("No four hexadecimal digits");
        _at += 4;
        return (char)unit;
    }
}
