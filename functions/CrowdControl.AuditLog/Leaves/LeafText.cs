using CrowdControl.AuditLog.Canonical;

namespace CrowdControl.AuditLog.Leaves;

/// <summary>A leaf's bytes, held to every rule of the format, with the places of its fields; nothing is copied or allocated.</summary>
/// <remarks>
/// Strings are what stands between the quotes: canonical, so that equal bytes are equal strings, and escaped where JSON escapes.
/// What is accepted is canonical JSON by construction: every byte is one that <see cref="Leaf.ToBytes"/> would have written.
/// </remarks>
public readonly ref struct LeafText
{
    private readonly ReadOnlySpan<byte> _details;
    private readonly ReadOnlySpan<byte> _method, _actor, _role, _application, _objectId, _kind, _outcome, _policy, _assertion;

    private LeafText(ReadOnlySpan<byte> bytes)
    {
        var at = new LeafCursor(bytes);
        _method = at.Text("{\"act\":{\"amr\":"u8);
        _actor = at.Text(",\"r\":"u8);
        _role = at.Text(",\"role\":"u8);
        _application = at.Text("},\"app\":"u8);
        _details = at.Details(",\"d\":{"u8);
        Id = at.Text("},\"id\":"u8);
        if (!LeafRules.IsId(Id)) throw at.Wrong(LeafRules.IdRule);
        _objectId = at.Text(",\"obj\":{\"id\":"u8);
        _kind = at.Text(",\"k\":"u8);
        _outcome = at.Text("},\"out\":"u8);
        _policy = at.Text(",\"pol\":"u8);
        Number = at.Integer(",\"seq\":{\"n\":"u8);
        Previous = at.Integer(",\"p\":"u8);
        if (!LeafRules.IsPlace(Number, Previous)) throw at.Wrong(LeafRules.PlaceRule);
        Stream = at.Text(",\"s\":"u8);
        if (!LeafRules.IsStream(Stream)) throw at.Wrong(LeafRules.StreamRule);
        Type = at.Text("},\"t\":"u8);
        if (!LeafRules.IsType(Type)) throw at.Wrong(LeafRules.TypeRule);
        if (!Timestamp.TryRead(at.Text(",\"ts\":"u8), out var time)) throw at.Wrong("ts is a time such as 2026-11-02T09:15:27.480Z");
        At = time;
        if (at.Integer(",\"v\":"u8) is not Leaf.Version and var version) throw at.Wrong($"version {version} of the format is not known");
        _assertion = at.Follows(","u8) ? at.Commitment(",\"wa\":"u8) : [];
        at.End();
    }

    /// <summary>Field id.</summary>
    public ReadOnlySpan<byte> Id { get; }

    /// <summary>Field t.</summary>
    public ReadOnlySpan<byte> Type { get; }

    /// <summary>Field ts.</summary>
    public DateTimeOffset At { get; }

    /// <summary>Field s of seq.</summary>
    public ReadOnlySpan<byte> Stream { get; }

    /// <summary>Field n of seq.</summary>
    public long Number { get; }

    /// <summary>Field p of seq.</summary>
    public long Previous { get; }

    /// <summary>Field id of obj.</summary>
    public ReadOnlySpan<byte> ObjectId => _objectId;

    /// <summary>Whether there is a field wa: the officer's own signature.</summary>
    internal bool IsSigned => !_assertion.IsEmpty;

    /// <exception cref="FormatException">No leaf of this version; the message says what is wrong and at which byte.</exception>
    public static LeafText Read(ReadOnlySpan<byte> bytes) => new(bytes);

    /// <summary>The leaf with all its fields.</summary>
    public Leaf ToLeaf() => new(
        new LeafDraft
        {
            Type = LeafCursor.Decode(Type),
            Id = LeafCursor.Decode(Id),
            Actor = new LeafActor(LeafCursor.Decode(_actor), LeafCursor.Decode(_role), LeafCursor.Decode(_method)),
            Subject = new LeafSubject(LeafCursor.Decode(_kind), LeafCursor.Decode(_objectId)),
            Outcome = LeafCursor.Decode(_outcome),
            Details = LeafCursor.DecodeDetails(_details),
            Policy = LeafCursor.Decode(_policy),
            Application = LeafCursor.Decode(_application),
            Assertion = _assertion.IsEmpty ? null : Commitment.Parse(LeafCursor.Decode(_assertion)),
        },
        At,
        new StreamPlace(LeafCursor.Decode(Stream), Number, Previous));
}
