using CrowdControl.AuditLog.Leaves;

namespace CrowdControl.AuditLog.Sequencing;

/// <summary>One entry to take in.</summary>
/// <param name="Id">A UUID of version 7, lower-case with hyphens (see <see cref="EntryId"/>): the log takes it in once.</param>
/// <param name="Stream">The stream whose place the entry takes: acct:..., case:..., user:... or sys:...</param>
/// <param name="Leaf">Makes the leaf's bytes once its place and time are known. Called again after a lost race; it must be pure.
/// What it gives is held to the leaf format, and to this id and stream; it is kept, and must not change afterwards.</param>
public sealed record Entry(string Id, string Stream, Func<StreamPlace, DateTimeOffset, ReadOnlyMemory<byte>> Leaf)
{
    /// <summary>Another stream that must not have grown: the entry comes before everything that this stream gets from now on, or not at
    /// all. Null where there is none.</summary>
    public StreamStand? While { get; init; }

    /// <summary>An entry of a draft.</summary>
    public static Entry Of(LeafDraft draft, string stream) => new(draft.Id, stream, new Drafted(draft).Leaf);

    /// <summary>What the leaf says, where the log's own writer is to write it, which can be straight into the frame.</summary>
    internal LeafDraft? Draft => Leaf.Target is Drafted { Draft: var draft } && draft.Id == Id ? draft : null;

    private sealed class Drafted(LeafDraft draft)
    {
        public LeafDraft Draft => draft;

        public ReadOnlyMemory<byte> Leaf(StreamPlace place, DateTimeOffset at) => new Leaf(draft, at, place).ToBytes();
    }
}

/// <summary>How many entries a stream has.</summary>
public readonly record struct StreamStand(string Stream, long Entries);

/// <summary>The stream has grown meanwhile; the entry was not taken in. Look at what came, and append it again.</summary>
public sealed class StreamMoved(string stream) : Exception($"The stream {stream} has grown.");

/// <summary>What a caller gets once its entry is durable.</summary>
/// <param name="Index">Place in the log, from 0.</param>
/// <param name="Size">Leaves of the log once it was taken in: a checkpoint of this size or greater covers it.</param>
/// <param name="At">The time in the leaf.</param>
/// <param name="Leaf">The bytes as they stand in the log.</param>
/// <param name="Known">The id was there before; this is the entry that was taken in then, whatever was given now.</param>
public readonly record struct Receipt(long Index, long Size, DateTimeOffset At, ReadOnlyMemory<byte> Leaf, bool Known);
