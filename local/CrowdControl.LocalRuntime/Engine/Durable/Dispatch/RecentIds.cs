namespace CrowdControl.LocalRuntime.Engine.Durable.Dispatch;

/// <summary>Remembers the latest ids, so that a second delivery is seen as one.</summary>
internal sealed class RecentIds(int most)
{
    private readonly Lock _gate = new();
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);
    private readonly Queue<string> _order = [];

    /// <returns>False where it is known.</returns>
    public bool Add(string id)
    {
        lock (_gate)
        {
            if (!_ids.Add(id)) return false;
            _order.Enqueue(id);
            if (_order.Count > most) _ids.Remove(_order.Dequeue());
            return true;
        }
    }
}
