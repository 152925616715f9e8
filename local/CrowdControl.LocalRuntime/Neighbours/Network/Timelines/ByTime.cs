namespace CrowdControl.LocalRuntime.Neighbours.Network.Timelines;

/// <summary>
/// Where something stands in a timeline: its moment, and the order of arrival where moments are equal. (The real AppView goes by
/// CID then; at its pace that hardly ever happens, at ours it happens every second.)
/// </summary>
internal readonly record struct Place(DateTimeOffset At, string Rev) : IComparable<Place>
{
    public int CompareTo(Place other) => At != other.At ? At.CompareTo(other.At) : string.CompareOrdinal(Rev, other.Rev);
}

/// <summary>Things in order of time, read backwards from any place in it.</summary>
internal sealed class ByTime<T>(Func<T, Place> placeOf)
{
    private readonly List<T> _items = [];

    public int Count => _items.Count;

    public void Add(T item) => _items.Insert(FirstAtLeast(placeOf(item)), item);

    public void Remove(T item)
    {
        for (var at = FirstAtLeast(placeOf(item)); at < _items.Count && placeOf(_items[at]) == placeOf(item); at++)
        {
            if (!EqualityComparer<T>.Default.Equals(_items[at], item)) continue;
            _items.RemoveAt(at);
            return;
        }
    }

    /// <summary>Newest first, only what is older than <paramref name="before"/>.</summary>
    public IEnumerable<T> Backwards(Place? before = null)
    {
        for (var at = (before is { } place ? FirstAtLeast(place) : _items.Count) - 1; at >= 0; at--) yield return _items[at];
    }

    private int FirstAtLeast(Place place)
    {
        var (low, high) = (0, _items.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (placeOf(_items[middle]).CompareTo(place) < 0) low = middle + 1;
            else high = middle;
        }

        return low;
    }
}
