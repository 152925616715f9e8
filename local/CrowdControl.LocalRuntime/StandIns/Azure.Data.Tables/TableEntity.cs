#nullable disable
using System.Collections;
using System.Globalization;

namespace Azure.Data.Tables;

/// <summary>A row without a type of its own: property names and values.</summary>
public sealed class TableEntity : ITableEntity, IDictionary<string, object>
{
    private readonly Dictionary<string, object> _properties;

    public TableEntity() => _properties = [];

    public TableEntity(string partitionKey, string rowKey)
        : this()
    {
        PartitionKey = partitionKey;
        RowKey = rowKey;
    }

    public TableEntity(IDictionary<string, object> values) => _properties = values is null ? [] : new(values);

    public string PartitionKey
    {
        get => GetString(nameof(PartitionKey));
        set => _properties[nameof(PartitionKey)] = value;
    }

    public string RowKey
    {
        get => GetString(nameof(RowKey));
        set => _properties[nameof(RowKey)] = value;
    }

    public DateTimeOffset? Timestamp
    {
        get => GetDateTimeOffset(nameof(Timestamp));
        set => _properties[nameof(Timestamp)] = value;
    }

    public ETag ETag
    {
        get => new(GetString("odata.etag"));
        set => _properties["odata.etag"] = value.ToString();
    }

    public ICollection<string> Keys => _properties.Keys;

    ICollection<object> IDictionary<string, object>.Values => _properties.Values;

    public int Count => _properties.Count;

    bool ICollection<KeyValuePair<string, object>>.IsReadOnly => false;

    public object this[string key]
    {
        get => Value(key, typeof(object));
        set => Set(key, value);
    }

    public string GetString(string key) => (string)Value(key, typeof(string));

    public byte[] GetBinary(string key) => (byte[])Value(key, typeof(byte[]));

    public BinaryData GetBinaryData(string key) =>
        this[key] is byte[] bytes ? new(bytes) : (BinaryData)Value(key, typeof(BinaryData));

    public bool? GetBoolean(string key) => (bool?)Value(key, typeof(bool?));

    public DateTime? GetDateTime(string key) =>
        this[key] is DateTimeOffset moment ? moment.UtcDateTime : (DateTime?)Value(key, typeof(DateTime?));

    public DateTimeOffset? GetDateTimeOffset(string key) =>
        this[key] is DateTime moment ? new(moment) : (DateTimeOffset?)Value(key, typeof(DateTimeOffset?));

    public double? GetDouble(string key) => (double?)Value(key, typeof(double?));

    public Guid? GetGuid(string key) => (Guid?)Value(key, typeof(Guid?));

    public int? GetInt32(string key) => (int?)Value(key, typeof(int?));

    public long? GetInt64(string key) => (long?)Value(key, typeof(long?));

    public void Add(string key, object value) => Set(key, value);

    public bool ContainsKey(string key) => _properties.ContainsKey(key);

    public bool Remove(string key) => _properties.Remove(key);

    public bool TryGetValue(string key, out object value) => _properties.TryGetValue(key, out value);

    public void Clear() => _properties.Clear();

    void ICollection<KeyValuePair<string, object>>.Add(KeyValuePair<string, object> item) => Set(item.Key, item.Value);

    bool ICollection<KeyValuePair<string, object>>.Contains(KeyValuePair<string, object> item) =>
        _properties.Contains(item);

    void ICollection<KeyValuePair<string, object>>.CopyTo(KeyValuePair<string, object>[] array, int arrayIndex) =>
        ((ICollection<KeyValuePair<string, object>>)_properties).CopyTo(array, arrayIndex);

    bool ICollection<KeyValuePair<string, object>>.Remove(KeyValuePair<string, object> item) =>
        ((ICollection<KeyValuePair<string, object>>)_properties).Remove(item);

    IEnumerator<KeyValuePair<string, object>> IEnumerable<KeyValuePair<string, object>>.GetEnumerator() =>
        _properties.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => _properties.GetEnumerator();

    private object Value(string key, Type wanted)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        if (!_properties.TryGetValue(key, out var value) || value is null) return null;
        return wanted.IsInstanceOfType(value)
            ? value
            : throw new InvalidOperationException(string.Create(
                CultureInfo.InvariantCulture, $"Cannot return {wanted} type for a {value.GetType()} typed property."));
    }

    private void Set(string key, object value)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        _properties[key] = Kept(_properties.GetValueOrDefault(key), value);
    }

    // A property that was wide stays wide: entity["Total"] = 5 does not turn an Int64 or a Double into an Int32.
    private static object Kept(object old, object value) => (old, value) switch
    {
        (double, int number) => (double)number,
        (long, int number) => (long)number,
        (string, DateTime or DateTimeOffset) => value.ToString(),
        _ => value,
    };
}
