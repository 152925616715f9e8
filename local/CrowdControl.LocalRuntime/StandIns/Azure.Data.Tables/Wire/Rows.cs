using System.Text.Json;

namespace Azure.Data.Tables.Wire;

/// <summary>Rows of any kind, a type of the caller's or a dictionary, to and from properties.</summary>
internal static class Rows
{
    public static Dictionary<string, object?> Properties(ITableEntity row)
    {
        if (row is not IDictionary<string, object> dictionary) return RowShape.Of(row.GetType()).Read(row);

        var properties = new Dictionary<string, object?>();
        foreach (var (name, value) in dictionary)
        {
            if (name is "odata.etag" or "Timestamp") continue;
            if (value is Enum)
                throw new NotSupportedException(
                    "Enum values are only supported for custom model types implementing ITableEntity.");
            properties[name] = value;
        }
        return properties;
    }

    /// <param name="selected">Names that the caller asked for; the service leaves out all others, keys included.</param>
    public static T Build<T>(JsonElement json, IReadOnlySet<string>? selected)
        where T : class, ITableEntity
    {
        var properties = EntityJson.Read(json);
        if (selected is not null)
            foreach (var name in properties.Keys.Where(name => !Asked(name, selected)).ToList()) properties.Remove(name);
        if (!typeof(IDictionary<string, object>).IsAssignableFrom(typeof(T)))
            return RowShape.Of(typeof(T)).Build<T>(properties);

        var row = Activator.CreateInstance<T>();
        Fill((IDictionary<string, object?>)row, properties);
        return row;
    }

    private static bool Asked(string name, IReadOnlySet<string> selected) =>
        name == "odata.etag" || selected.Contains("*") || selected.Contains(name.Replace(Edm.Suffix, "", StringComparison.Ordinal));

    private static void Fill(IDictionary<string, object?> row, Dictionary<string, object?> properties)
    {
        foreach (var (name, value) in properties)
        {
            if (name == "odata.metadata" || name.EndsWith(Edm.Suffix, StringComparison.Ordinal)) continue;
            row[name] = properties.TryGetValue(name + Edm.Suffix, out var type) ? Edm.Parse((string)type!, value)
                : name == "Timestamp" && value is string moment ? Edm.Moment(moment)
                : value;
        }
    }
}
