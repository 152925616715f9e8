using CrowdControl.AuditLog.Leaves;
using CrowdControl.AuditLog.Seals;

namespace CrowdControl.AuditLog.Verifying;

/// <summary>Holds each entry to the format, to its stream and to the time of the one before it. Allocates for seals,
/// anchors and what officers sign alone.</summary>
internal sealed class EntryChecks(SealChecks seals)
{
    private readonly StreamTally _tally = new();
    private readonly List<RecordedAnchor> _anchors = [];
    private readonly OfficerChecks _officers = new(whole: true);
    private bool _closed;

    /// <summary>Streams so far.</summary>
    public int Streams => _tally.Count;

    /// <summary>Time of the last entry.</summary>
    public DateTimeOffset Last { get; private set; }

    /// <summary>Time of the first entry.</summary>
    public DateTimeOffset First { get; private set; }

    /// <summary>Entries that an officer's passkey signed.</summary>
    public int Signed => _officers.Unseen;

    /// <summary>What entries of type anchor.recorded say.</summary>
    public IReadOnlyList<RecordedAnchor> Anchors => _anchors;

    public void Take(ulong index, ReadOnlySpan<byte> bytes, string where)
    {
        try
        {
            var leaf = LeafText.Read(bytes);
            if (_closed) throw new FormatException($"Entry {index} stands after the entry that closed the log.");
            if (leaf.At < Last) throw new FormatException($"The time of entry {index} is before that of the entry before it.");
            _tally.Add(index, leaf);
            if (index == 0) First = leaf.At;
            Last = leaf.At;
            _closed = leaf.Type.SequenceEqual("log.closed"u8);
            if (leaf.Type.SequenceEqual("streams.seal"u8)) seals.Check(index, LeafCursor.Decode(leaf.ObjectId), _tally);
            else if (leaf.Type.SequenceEqual("anchor.recorded"u8))
                _anchors.Add(new RecordedAnchor(index, LeafCursor.Decode(leaf.ObjectId), leaf.At));
            // The values beside the log are not in an export: whose passkey may sign stands in the open, and is judged.
            if ((leaf.IsSigned || leaf.Type.StartsWith("user.credential-"u8)) && _officers.Take(index, leaf.ToLeaf(), null, where) is { } bad)
                throw new Refused(bad);
        }
        catch (FormatException wrong) when (wrong is not Refused)
        {
            throw Refused.At(index, where, wrong.Message);
        }
    }
}

/// <summary>An entry that says that an anchor was there before it.</summary>
/// <param name="Index">The entry's.</param>
/// <param name="Hash">SHA-256 of the anchor's file, 64 lower-case hexadecimal digits.</param>
/// <param name="At">The entry's time.</param>
internal sealed record RecordedAnchor(ulong Index, string Hash, DateTimeOffset At);
