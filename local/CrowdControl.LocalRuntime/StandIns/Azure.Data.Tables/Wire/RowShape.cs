using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using System.Runtime.Serialization;

namespace Azure.Data.Tables.Wire;

/// <summary>
/// How a row type's public properties and fields map to the table's: under the name of their DataMember, if it has
/// one, and not at all with IgnoreDataMember.
/// </summary>
internal sealed class RowShape
{
    private static readonly ConcurrentDictionary<Type, RowShape> Known = new();
    private readonly Member[] _members;

    private RowShape(Type type) =>
        _members = [.. Members(type).Concat(Members(typeof(ITableEntity))).DistinctBy(member => member.Name)];

    public static RowShape Of(Type type) => Known.GetOrAdd(type, static type => new RowShape(type));

    /// <summary>What is sent: not the ETag and not the Timestamp, which are the service's.</summary>
    public Dictionary<string, object?> Read(object row)
    {
        var properties = new Dictionary<string, object?>();
        foreach (var member in _members)
            if (member is { Get: { } get, Name: not ("ETag" or "Timestamp") })
                properties[member.Name] = get(row) is Enum named ? named.ToString() : get(row);
        return properties;
    }

    public T Build<T>(Dictionary<string, object?> properties)
    {
        var row = (object)Activator.CreateInstance<T>()!;
        foreach (var member in _members)
        {
            var name = member.Name == "ETag" ? "odata.etag" : member.Name;
            if (member.Set is null || !properties.TryGetValue(name, out var value)) continue;
            if (TryConvert(value, member.Type, out var converted)) member.Set(row, converted);
        }
        return (T)row;
    }

    /// <summary>False for the name of an enum's value that the enum does not have (any more): it keeps its default.</summary>
    private static bool TryConvert(object? value, Type type, out object? converted)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        converted = null;
        if (plain.IsEnum && value is string name) return Enum.TryParse(plain, name, out converted) && Enum.IsDefined(plain, name);
        converted = (value, plain) switch
        {
            (null, _) => null,
            (string text, _) when plain == typeof(string) => text,
            (string text, _) when plain == typeof(byte[]) => Convert.FromBase64String(text),
            (string text, _) when plain == typeof(BinaryData) => BinaryData.FromBytes(Convert.FromBase64String(text)),
            (string text, _) when plain == typeof(long) => long.Parse(text, CultureInfo.InvariantCulture),
            (string text, _) when plain == typeof(ulong) => ulong.Parse(text, CultureInfo.InvariantCulture),
            (string text, _) when plain == typeof(Guid) => Guid.Parse(text),
            (string text, _) when plain == typeof(DateTimeOffset) => Edm.Moment(text),
            (string text, _) when plain == typeof(DateTime) => Edm.Moment(text).UtcDateTime,
            (string text, _) when plain == typeof(ETag) => new ETag(text),
            (_, _) when plain == typeof(double) => Convert.ToDouble(value, CultureInfo.InvariantCulture),
            (int or bool, _) when plain == value.GetType() => value,
            _ => throw new InvalidCastException($"A {value.GetType()} of the table does not fit a {type}."),
        };
        return true;
    }

    private static IEnumerable<Member> Members(Type type)
    {
        foreach (var found in type.GetMembers(BindingFlags.Public | BindingFlags.Instance))
        {
            if (found.IsDefined(typeof(IgnoreDataMemberAttribute))) continue;
            var name = found.GetCustomAttribute<DataMemberAttribute>()?.Name ?? found.Name;
            if (found is FieldInfo field)
                yield return new(name, field.FieldType, field.GetValue, field.IsInitOnly ? null : field.SetValue);
            if (found is PropertyInfo property && property.GetIndexParameters().Length == 0)
                yield return new(
                    name,
                    property.PropertyType,
                    property.GetMethod is { IsPublic: true } ? property.GetValue : null,
                    property.SetMethod is { IsPublic: true } ? property.SetValue : null);
        }
    }

    private sealed record Member(string Name, Type Type, Func<object, object?>? Get, Action<object, object?>? Set);
}
