namespace CrowdControl.AuditLog.Canonical;

/// <summary>A JSON value as RFC 7493 (I-JSON) allows it: numbers are doubles, the names of an object differ.</summary>
/// <remarks>Two values are compared by their canonical bytes (<see cref="CanonicalJson.Write"/>).</remarks>
public abstract class JsonItem
{
    /// <summary>The integers that a double holds without a gap: from -(2^53-1) to 2^53-1.</summary>
    public const long GreatestInteger = (1L << 53) - 1;

    private JsonItem()
    {
    }

    /// <summary>JSON's null.</summary>
    public static JsonItem Null { get; } = new Nothing();

    /// <summary>An object, its members in any order.</summary>
    public static Map Of(params (string Name, JsonItem Value)[] members) =>
        new([.. members.Select(member => KeyValuePair.Create(member.Name, member.Value))]);

    /// <summary>An array.</summary>
    public static List Of(params JsonItem[] items) => new(items);

    public static implicit operator JsonItem(string text) => new Text(text);

    public static implicit operator JsonItem(bool value) => new Truth(value);

    public static implicit operator JsonItem(double number) => new Number(number);

    /// <exception cref="ArgumentOutOfRangeException">Past <see cref="GreatestInteger"/>, where a double loses integers.</exception>
    public static implicit operator JsonItem(long whole)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(whole, GreatestInteger);
        ArgumentOutOfRangeException.ThrowIfLessThan(whole, -GreatestInteger);
        return new Number(whole);
    }

    /// <summary>A string of whole Unicode characters.</summary>
    public sealed class Text(string value) : JsonItem
    {
        public string Value { get; } = value;
    }

    /// <summary>A finite double.</summary>
    public sealed class Number(double value) : JsonItem
    {
        public double Value { get; } = value;

        /// <summary>Whether it is an integer within +-<see cref="GreatestInteger"/>.</summary>
        public bool IsInteger => double.IsInteger(Value) && Math.Abs(Value) <= GreatestInteger;
    }

    /// <summary>true or false.</summary>
    public sealed class Truth(bool value) : JsonItem
    {
        public bool Value { get; } = value;
    }

    /// <summary>An array.</summary>
    public sealed class List(IReadOnlyList<JsonItem> items) : JsonItem
    {
        public IReadOnlyList<JsonItem> Items { get; } = items;
    }

    /// <summary>An object; the members stand in the order in which they were given or read.</summary>
    public sealed class Map(IReadOnlyList<KeyValuePair<string, JsonItem>> members) : JsonItem
    {
        public IReadOnlyList<KeyValuePair<string, JsonItem>> Members { get; } = members;

        /// <summary>A member's value, or null where there is no such name.</summary>
        public JsonItem? Find(string name)
        {
            foreach (var member in Members)
                if (member.Key == name) return member.Value;
            return null;
        }
    }

    private sealed class Nothing : JsonItem;
}
