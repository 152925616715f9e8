using System.Buffers;
using System.Text;

namespace CrowdControl.AuditLog.Canonical;

/// <summary>Writes values in the one spelling of RFC 8785.</summary>
internal sealed class CanonicalWriter(IBufferWriter<byte> output)
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    // What section 3.2.2.2 escapes. Everything else stands as it is.
    private static readonly SearchValues<char> Escaped = SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(c => (char)c), '"', '\\']);

    public void Write(JsonItem value)
    {
        switch (value)
        {
            case JsonItem.Map map: Write(map); break;
            case JsonItem.List list: Write(list); break;
            case JsonItem.Text text: WriteString(text.Value); break;
            case JsonItem.Number number: Raw(CanonicalNumber.Format(number.Value)); break;
            case JsonItem.Truth truth: Raw(truth.Value ? "true" : "false"); break;
            default: Raw("null"); break;
        }
    }

    public void Raw(ReadOnlySpan<char> text) => Utf8.GetBytes(text, output);

    public void Raw(ReadOnlySpan<byte> utf8) => output.Write(utf8);

    /// <exception cref="ArgumentException">Half a surrogate pair.</exception>
    public void WriteString(ReadOnlySpan<char> text)
    {
        Raw("\""u8);
        while (text.IndexOfAny(Escaped) is >= 0 and var at)
        {
            Raw(text[..at]);
            Escape(text[at]);
            text = text[(at + 1)..];
        }
        Raw(text);
        Raw("\""u8);
    }

    private void Write(JsonItem.Map map)
    {
        // Section 3.2.3: by the names' UTF-16 code units, which is what ordinal comparison does.
        KeyValuePair<string, JsonItem>[] members = [.. map.Members];
        Array.Sort(members, (a, b) => string.CompareOrdinal(a.Key, b.Key));
        Raw("{"u8);
        for (var i = 0; i < members.Length; i++)
        {
            if (i > 0 && members[i].Key == members[i - 1].Key)
                throw new ArgumentException($"The name \"{members[i].Key}\" stands twice in one object.");
            if (i > 0) Raw(","u8);
            WriteString(members[i].Key);
            Raw(":"u8);
            Write(members[i].Value);
        }
        Raw("}"u8);
    }

    private void Write(JsonItem.List list)
    {
        Raw("["u8);
        for (var i = 0; i < list.Items.Count; i++)
        {
            if (i > 0) Raw(","u8);
            Write(list.Items[i]);
        }
        Raw("]"u8);
    }

    private void Escape(char c) => Raw(c switch
    {
        '"' => "\\\"",
        '\\' => "\\\\",
        '\b' => "\\b",
        '\t' => "\\t",
        '\n' => "\\n",
        '\f' => "\\f",
        '\r' => "\\r",
        _ => $"\\u{(int)c:x4}",
    });
}
