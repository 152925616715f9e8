namespace CrowdControl.AuditLog;

/// <summary>One entry to append.</summary>
/// <param name="Id">1 to 128 printable ASCII characters without a space; appending the same id again appends nothing.</param>
/// <param name="Leaf">The bytes to keep, at most 8 KiB, without a line feed.</param>
public sealed record LogEntry(string Id, ReadOnlyMemory<byte> Leaf)
{
    public const int MaximumLeaf = 8 * 1024;

    /// <exception cref="ArgumentException">The id or the leaf breaks a rule above.</exception>
    internal void Check()
    {
        if (Id.Length is 0 or > 128 || Id.Any(c => c is <= ' ' or > '~'))
            throw new ArgumentException("An entry's id is 1 to 128 printable ASCII characters without a space.");
        if (Leaf.Length > MaximumLeaf) throw new ArgumentException($"A leaf is at most {MaximumLeaf} bytes; this one has {Leaf.Length}.");
        if (Leaf.Span.Contains((byte)'\n')) throw new ArgumentException("A leaf holds no line feed.");
    }
}

/// <summary>What a caller gets once its entry is durable.</summary>
/// <param name="Index">Place in the log, from 0.</param>
/// <param name="Hash">SHA-256 over the entry and its predecessor's hash, lower-case hexadecimal.</param>
public sealed record LogReceipt(long Index, string Hash);

/// <summary>An entry as it stands in the log.</summary>
public sealed record StoredEntry(long Index, string Id, string Hash, string Previous, ReadOnlyMemory<byte> Leaf);

/// <summary>Some entries in order, and where the next ones will stand.</summary>
public sealed record LogSlice(IReadOnlyList<StoredEntry> Entries, LogCursor Next);

/// <summary>The result of reading a whole log.</summary>
/// <param name="Entries">How many entries were read and found good.</param>
/// <param name="Intact">True when every entry stands where its hash says.</param>
/// <param name="FirstBad">Index of the first entry that does not, or null.</param>
/// <param name="Why">One sentence on that entry, or null.</param>
public sealed record LogVerification(long Entries, bool Intact, long? FirstBad, string? Why);
