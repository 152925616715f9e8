using System.Globalization;
using System.Text.Unicode;

namespace CrowdControl.AuditLog.Canonical;

/// <summary>Reads one JSON value, RFC 8259 and I-JSON, and refuses everything that two readers could understand differently.</summary>
internal ref partial struct StrictJsonReader(ReadOnlySpan<byte> utf8)
{
    private readonly ReadOnlySpan<byte> _text = utf8;
    private int _at;

    public JsonItem Read(int depth)
    {
        if (!Utf8.IsValid(_text)) throw new FormatException("The JSON is not valid UTF-8.");
        var value = Value(depth);
        Space();
        return _at == _text.Length ? value : throw Wrong("Something stands after the JSON value");
    }

    private JsonItem Value(int depth)
    {
        Space();
        switch (Peek())
        {
            case '{': return Map(depth);
            case '[': return List(depth);
            case '"': return new JsonItem.Text(String());
            case 't': return Word("true"u8, true);
            case 'f': return Word("false"u8, false);
            case 'n': return Word("null"u8, JsonItem.Null);
            case '-' or (>= '0' and <= '9'): return Number();
            default: throw Wrong("No JSON value");
        }
    }

    private JsonItem.Map Map(int depth)
    {
        Enter(depth);
        var members = new List<KeyValuePair<string, JsonItem>>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        if (!Ends('}'))
            do
            {
                Space();
                var start = _at;
                if (Peek() != '"') throw Wrong("No name");
                var name = String();
                if (!names.Add(name)) throw new FormatException($"The name at byte {start} stands twice in its object.");
                Space();
                if (Peek() != ':') throw Wrong("No colon");
                _at++;
                members.Add(KeyValuePair.Create(name, Value(depth - 1)));
            }
            while (Continues('}'));
        return new JsonItem.Map(members);
    }

    private JsonItem.List List(int depth)
    {
        Enter(depth);
        var items = new List<JsonItem>();
        if (!Ends(']'))
            do items.Add(Value(depth - 1));
            while (Continues(']'));
        return new JsonItem.List(items);
    }

    private JsonItem.Number Number()
    {
        var start = _at;
        if (Peek() == '-') _at++;
        if (Peek() == '0') _at++;
        else Digits();
        if (Peek() == '.')
        {
            _at++;
            Digits();
        }
        if (Peek() is 'e' or 'E')
        {
            _at++;
            if (Peek() is '+' or '-') _at++;
            Digits();
        }
        var value = double.Parse(_text[start.._at], NumberStyles.Float, CultureInfo.InvariantCulture);
        if (!double.IsFinite(value)) throw new FormatException($"The number at byte {start} is too great for a double.");
        return new JsonItem.Number(value);
    }

    private void Digits()
    {
        if (Peek() is < '0' or > '9') throw Wrong("No digit");
        while (Peek() is >= '0' and <= '9') _at++;
    }

    private JsonItem Word(ReadOnlySpan<byte> word, JsonItem value)
    {
        if (!_text[_at..].StartsWith(word)) throw Wrong("No JSON value");
        _at += word.Length;
        return value;
    }

    private void Enter(int depth)
    {
        if (depth <= 0) throw Wrong("Too many objects and arrays within each other");
        _at++;
    }

    private bool Ends(char close)
    {
        Space();
        if (Peek() != close) return false;
        _at++;
        return true;
    }

    private bool Continues(char close)
    {
        if (Ends(close)) return false;
        if (Peek() != ',') throw Wrong($"No comma and no {close}");
        _at++;
        return true;
    }

    private void Space()
    {
        while (Peek() is ' ' or '\t' or '\n' or '\r') _at++;
    }

    private readonly int Peek() => _at < _text.Length ? _text[_at] : -1;

    private readonly FormatException Wrong(string what) => new($"{what} at byte {_at}.");
}
