using CrowdControl.AuditLog.Canonical;

namespace CrowdControl.AuditLog.Leaves;

/// <summary>Writes leaves. The fields stand in the order of their names, as RFC 8785 asks.</summary>
internal static class LeafWriter
{
    [ThreadStatic]
    private static byte[]? _ofThread;

    /// <exception cref="ArgumentException">A rule of the format is broken.</exception>
    public static byte[] Write(LeafDraft draft, DateTimeOffset? at, StreamPlace? place)
    {
        var bytes = _ofThread ??= new byte[Leaf.MaximumSize];
        return bytes[..Write(draft, at, place, bytes)];
    }

    /// <param name="draft">What is said.</param>
    /// <param name="at">Null in what an officer signs, as is the place.</param>
    /// <param name="place">In its stream.</param>
    /// <param name="to">So many bytes it may have.</param>
    /// <returns>How many it has.</returns>
    /// <inheritdoc cref="Write(LeafDraft, DateTimeOffset?, StreamPlace?)"/>
    public static int Write(LeafDraft draft, DateTimeOffset? at, StreamPlace? place, Span<byte> to)
    {
        var pen = new LeafPen(to);
        pen.Text("{\"act\":{\"amr\":"u8, draft.Actor.Method);
        pen.Text(",\"r\":"u8, draft.Actor.Id);
        pen.Text(",\"role\":"u8, draft.Actor.Role);
        pen.Text("},\"app\":"u8, draft.Application);
        pen.Raw(",\"d\":{"u8);
        if (draft.Details.Count > 0) Details(ref pen, draft.Details);
        Held(pen.Text("},\"id\":"u8, draft.Id), LeafRules.IsId, LeafRules.IdRule, draft.Id);
        pen.Text(",\"obj\":{\"id\":"u8, draft.Subject.Id);
        pen.Text(",\"k\":"u8, draft.Subject.Kind);
        pen.Text("},\"out\":"u8, draft.Outcome);
        pen.Text(",\"pol\":"u8, draft.Policy);
        if (place is not null) Place(ref pen, place);
        Held(pen.Text(",\"t\":"u8, draft.Type), LeafRules.IsType, LeafRules.TypeRule, draft.Type);
        if (at is { } time) pen.Time(",\"ts\":"u8, time);
        pen.Raw(",\"v\":1"u8);
        if (at is not null && draft.Assertion is { } assertion) pen.Text(",\"wa\":"u8, assertion.ToString());
        pen.Raw("}"u8);
        return pen.Length;
    }

    private static void Details(ref LeafPen pen, IReadOnlyDictionary<string, Commitment> details)
    {
        var first = true;
        foreach (var (name, commitment) in details.OrderBy(detail => detail.Key, StringComparer.Ordinal))
        {
            pen.Text(first ? ""u8 : ","u8, name);
            pen.Text(":"u8, commitment.ToString());
            first = false;
        }
    }

    private static void Place(ref LeafPen pen, StreamPlace place)
    {
        if (!LeafRules.IsPlace(place.Number, place.Previous) || Math.Max(place.Number, place.Previous) > JsonItem.GreatestInteger)
            throw new ArgumentException($"In a leaf {LeafRules.PlaceRule}: n = {place.Number}, p = {place.Previous}.");
        pen.Integer(",\"seq\":{\"n\":"u8, place.Number);
        pen.Integer(",\"p\":"u8, place.Previous);
        Held(pen.Text(",\"s\":"u8, place.Stream), LeafRules.IsStream, LeafRules.StreamRule, place.Stream);
        pen.Raw("}"u8);
    }

    private static void Held(ReadOnlySpan<byte> written, Func<ReadOnlySpan<byte>, bool> rule, string says, string text)
    {
        if (!rule(written)) throw new ArgumentException($"In a leaf {says}: \"{text}\" is not.");
    }
}
