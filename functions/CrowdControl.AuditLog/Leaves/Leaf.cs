namespace CrowdControl.AuditLog.Leaves;

/// <summary>One entry of the log, version 1 of the format: canonical JSON of at most 8 KiB, stored and hashed as it stands.</summary>
/// <param name="Draft">What was said.</param>
/// <param name="At">Field ts, to the millisecond; never before that of an earlier entry.</param>
/// <param name="Place">Field seq.</param>
public sealed record Leaf(LeafDraft Draft, DateTimeOffset At, StreamPlace Place)
{
    /// <summary>Bytes of a leaf at most.</summary>
    public const int MaximumSize = 8 * 1024;

    /// <summary>The version that is written and read here (field v).</summary>
    public const int Version = 1;

    /// <summary>The one spelling of the leaf. What is finer than a millisecond in <see cref="At"/> is cut off.</summary>
    /// <exception cref="ArgumentException">The leaf breaks a rule of the format; the message says which.</exception>
    public byte[] ToBytes() => LeafWriter.Write(Draft, At, Place);

    /// <summary>Reads a leaf and holds it to every rule of the format, its one spelling included.</summary>
    /// <remarks>Where a leaf's order alone is of interest, <see cref="LeafText.Read"/> does the same and allocates nothing.</remarks>
    /// <exception cref="FormatException">No leaf of this version; the message says what is wrong and at which byte.</exception>
    public static Leaf Parse(ReadOnlySpan<byte> bytes) => LeafText.Read(bytes).ToLeaf();
}
