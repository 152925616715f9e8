namespace CrowdControl.LocalRuntime.Neighbours.Network.Records;

/// <summary>Everything that one account has written, by collection, ordered by record key.</summary>
internal sealed class Repository(string did)
{
    private readonly Dictionary<string, SortedList<string, NetworkRecord>> _collections = [];

    public string Did { get; } = did;

    /// <summary>CID of the latest commit, or null before the first.</summary>
    public string? Commit { get; set; }

    public string? Rev { get; set; }

    public IReadOnlyList<string> Collections => [.. _collections.Where(one => one.Value.Count > 0).Select(one => one.Key).Order(StringComparer.Ordinal)];

    public NetworkRecord? Find(string collection, string rkey) => _collections.GetValueOrDefault(collection)?.GetValueOrDefault(rkey);

    public int Count(string collection) => _collections.GetValueOrDefault(collection)?.Count ?? 0;

    public void Put(NetworkRecord record)
    {
        if (!_collections.TryGetValue(record.Collection, out var collection))
            _collections[record.Collection] = collection = new SortedList<string, NetworkRecord>(StringComparer.Ordinal);
        collection[record.Rkey] = record;
    }

    public NetworkRecord? Remove(string collection, string rkey) =>
        _collections.TryGetValue(collection, out var records) ? Take(records, rkey) : null;

    /// <summary>Up to <paramref name="limit"/> records beyond <paramref name="cursor"/>, newest key first unless <paramref name="reverse"/>.</summary>
    public IReadOnlyList<NetworkRecord> Page(string collection, int limit, string? cursor, bool reverse)
    {
        if (!_collections.TryGetValue(collection, out var records)) return [];
        var start = cursor is null ? (reverse ? 0 : records.Count) : FirstAtLeast(records.Keys, cursor, excludeEqual: reverse);
        return reverse
            ? [.. Enumerable.Range(start, Math.Min(limit, records.Count - start)).Select(at => records.Values[at])]
            : [.. Enumerable.Range(1, Math.Min(limit, start)).Select(back => records.Values[start - back])];
    }

    private static NetworkRecord? Take(SortedList<string, NetworkRecord> records, string rkey)
    {
        var found = records.GetValueOrDefault(rkey);
        records.Remove(rkey);
        return found;
    }

    private static int FirstAtLeast(IList<string> keys, string key, bool excludeEqual)
    {
        var (low, high) = (0, keys.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            var order = string.CompareOrdinal(keys[middle], key);
            if (order < 0 || (excludeEqual && order == 0)) low = middle + 1;
            else high = middle;
        }

        return low;
    }
}
