namespace Azure.Data.Tables.Queries;

/// <summary>Where a query goes on: the next keys, as the service gave them, with a blank between.</summary>
internal readonly record struct ContinuationToken(string? NextPartition, string? NextRow)
{
    public static ContinuationToken Parse(string? text)
    {
        if (text is null || text.Length <= 1) return default;
        var keys = text.Split(' ', 2);
        return new(keys[0], keys.Length > 1 && keys[1].Length > 0 ? keys[1] : null);
    }

    /// <summary>Null at the end.</summary>
    public static string? From(Response response)
    {
        var partition = Header(response, "x-ms-continuation-NextPartitionKey");
        var row = Header(response, "x-ms-continuation-NextRowKey");
        return partition is null && row is null ? null : $"{partition} {row}";
    }

    public static string? Header(Response response, string name) =>
        response.Headers.TryGetValue(name, out var value) ? value : null;
}
