using System.Numerics;

namespace CrowdControl.AuditLog.Sequencing;

/// <summary>Ids in the order in which they came, and which place each took. An import brings them by the hundred thousand, so a look-up
/// touches one slot, and the ids themselves only where one is found.</summary>
/// <remarks>Open addressing with linear steps. Ids are hashes or hold 62 random bits, so they spread by themselves. Not safe for several
/// threads.</remarks>
internal sealed class IdTable
{
    /// <summary>Slots for each id at least.</summary>
    private const int Spread = 2;

    private Guid[] _ids = [];
    // Place + 1; zero where nothing stands. A power of two of them.
    private int[] _slots = [0];

    public int Count { get; private set; }

    public ReadOnlySpan<Guid> All => _ids.AsSpan(0, Count);

    /// <summary>The place that the id took.</summary>
    public int? Find(Guid id)
    {
        for (var slot = SlotOf(id); _slots[slot] is > 0 and var taken; slot = (slot + 1) & (_slots.Length - 1))
            if (_ids[taken - 1] == id) return taken - 1;
        return null;
    }

    /// <summary>Puts an id, which is not there, at the next place.</summary>
    public void Add(Guid id)
    {
        Expect(1);
        _ids[Count] = id;
        Occupy(id, ++Count);
    }

    /// <summary>So many more ids are about to come.</summary>
    public void Expect(int more)
    {
        var needed = Count + more;
        if (needed > _ids.Length)
        {
            var larger = GC.AllocateUninitializedArray<Guid>(Math.Max(needed, 2 * _ids.Length));
            All.CopyTo(larger);
            _ids = larger;
        }
        if (needed * Spread <= _slots.Length) return;
        _slots = new int[BitOperations.RoundUpToPowerOf2((uint)Math.Max(needed * Spread, 2 * _slots.Length))];
        for (var place = 0; place < Count; place++) Occupy(_ids[place], place + 1);
    }

    private void Occupy(Guid id, int taken)
    {
        var slot = SlotOf(id);
        while (_slots[slot] != 0) slot = (slot + 1) & (_slots.Length - 1);
        _slots[slot] = taken;
    }

    private int SlotOf(Guid id) => id.GetHashCode() & (_slots.Length - 1);
}
