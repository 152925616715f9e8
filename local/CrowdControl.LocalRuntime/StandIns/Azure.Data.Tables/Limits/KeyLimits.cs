namespace Azure.Data.Tables.Limits;

/// <summary>What may stand in a partition key or row key ("Understanding the Table service data model").</summary>
internal static class KeyLimits
{
    /// <summary>1 KiB of UTF-16.</summary>
    private const int MostCharacters = 512;

    public static Refused? Check(string partitionKey, string rowKey) =>
        CheckOne("PartitionKey", partitionKey) ?? CheckOne("RowKey", rowKey);

    private static Refused? CheckOne(string name, string key)
    {
        if (key.Length > MostCharacters)
            return new("KeyValueTooLarge", $"The key value {name} exceeds the maximum limit of 1 KiB.");
        return key.Any(Forbidden)
            ? new("OutOfRangeInput", $"The '{name}' parameter of value '{key}' is out of range.")
            : null;
    }

    private static bool Forbidden(char c) => c is '/' or '\\' or '#' or '?' || char.IsControl(c);
}
