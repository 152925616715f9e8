namespace Azure.Data.Tables.Limits;

/// <summary>How much one row may hold ("Understanding the Table service data model"), sized by its published formula.</summary>
internal static class EntityLimits
{
    private const int MostProperties = 252;
    private const int MostNameCharacters = 255;
    private const int MostPropertyBytes = 64 * 1024;
    private const int MostEntityBytes = 1024 * 1024;

    private static readonly DateTimeOffset Earliest = new(1601, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static Refused? Check(IReadOnlyDictionary<string, object?> properties)
    {
        var own = properties.Where(property => property.Key is not ("PartitionKey" or "RowKey")).ToList();
        if (own.Count > MostProperties)
            return new("TooManyProperties", "The entity contains more properties than allowed. Each entity can include up to "
                + $"{MostProperties} properties to store data. Each entity also has 3 system properties.");
        foreach (var (name, value) in own)
            if ((CheckName(name) ?? CheckValue(name, value)) is { } refused) return refused;

        return Size(properties) > MostEntityBytes
            ? new("EntityTooLarge", "The entity is larger than the maximum allowed size (1MB).")
            : null;
    }

    /// <summary>Bytes that the service counts for a row.</summary>
    public static long Size(IReadOnlyDictionary<string, object?> properties) => 4 + properties.Sum(property =>
        property.Key is "PartitionKey" or "RowKey"
            ? 2L * ((property.Value as string)?.Length ?? 0)
            : property.Value is null ? 0 : 8 + (2L * property.Key.Length) + Size(property.Value));

    private static Refused? CheckName(string name)
    {
        if (name.Length > MostNameCharacters)
            return new("PropertyNameTooLong", $"The property name exceeds the maximum allowed length ({MostNameCharacters}).");
        var valid = name.Length > 0 && (char.IsLetter(name[0]) || name[0] == '_')
            && name.All(c => char.IsLetterOrDigit(c) || c == '_');
        return valid ? null : new("PropertyNameInvalid", $"The property name '{name}' is invalid.");
    }

    private static Refused? CheckValue(string name, object? value) => value switch
    {
        string text when text.Length * 2 > MostPropertyBytes => TooLarge(name),
        byte[] bytes when bytes.Length > MostPropertyBytes => TooLarge(name),
        BinaryData bytes when bytes.ToMemory().Length > MostPropertyBytes => TooLarge(name),
        DateTimeOffset moment when moment < Earliest => OutOfRange(name),
        DateTime moment when moment < Earliest.UtcDateTime => OutOfRange(name),
        _ => null,
    };

    private static Refused TooLarge(string name) => new(
        "PropertyValueTooLarge",
        $"The property value exceeds the maximum allowed size (64KB). If the property value is a string, it is UTF-16 encoded "
        + $"and the maximum number of characters should be 32K or less. Property: {name}.");

    private static Refused OutOfRange(string name) =>
        new("OutOfRangeInput", $"The '{name}' parameter is out of range: the service keeps dates from 1601 on.");

    private static long Size(object value) => value switch
    {
        string text => (2L * text.Length) + 4,
        byte[] bytes => bytes.Length + 4,
        BinaryData bytes => bytes.ToMemory().Length + 4,
        Guid => 16,
        bool => 1,
        int => 4,
        _ => 8,
    };
}
