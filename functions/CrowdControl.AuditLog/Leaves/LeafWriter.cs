using System.Buffers;
using System.Globalization;
using System.Text;
using CrowdControl.AuditLog.Canonical;

namespace CrowdControl.AuditLog.Leaves;

/// <summary>Writes leaves. The fields stand in the order of their names, as RFC 8785 asks.</summary>
internal static class LeafWriter
{
    /// <exception cref="ArgumentException">A rule of the format is broken.</exception>
    public static byte[] Write(LeafDraft draft, DateTimeOffset? at, StreamPlace? place)
    {
        var bytes = new ArrayBufferWriter<byte>(512);
        var json = new CanonicalWriter(bytes);
        Text(json, "{\"act\":{\"amr\":"u8, draft.Actor.Method);
        Text(json, ",\"r\":"u8, draft.Actor.Id);
        Text(json, ",\"role\":"u8, draft.Actor.Role);
        Text(json, "},\"app\":"u8, draft.Application);
        json.Raw(",\"d\":{"u8);
        var separator = "";
        foreach (var (name, commitment) in draft.Details.OrderBy(detail => detail.Key, StringComparer.Ordinal))
        {
            json.Raw(separator);
            Text(json, ""u8, name);
            Text(json, ":"u8, commitment.ToString());
            separator = ",";
        }
        Text(json, "},\"id\":"u8, draft.Id, LeafRules.IsId, LeafRules.IdRule);
        Text(json, ",\"obj\":{\"id\":"u8, draft.Subject.Id);
        Text(json, ",\"k\":"u8, draft.Subject.Kind);
        Text(json, "},\"out\":"u8, draft.Outcome);
        Text(json, ",\"pol\":"u8, draft.Policy);
        if (place is not null)
        {
            if (!LeafRules.IsPlace(place.Number, place.Previous) || Math.Max(place.Number, place.Previous) > JsonItem.GreatestInteger)
                throw new ArgumentException($"In a leaf {LeafRules.PlaceRule}: n = {place.Number}, p = {place.Previous}.");
            json.Raw(string.Create(CultureInfo.InvariantCulture, $",\"seq\":{{\"n\":{place.Number},\"p\":{place.Previous}"));
            Text(json, ",\"s\":"u8, place.Stream, LeafRules.IsStream, LeafRules.StreamRule);
            json.Raw("}"u8);
        }
        Text(json, ",\"t\":"u8, draft.Type, LeafRules.IsType, LeafRules.TypeRule);
        if (at is { } time) Text(json, ",\"ts\":"u8, Timestamp.Write(time));
        json.Raw(",\"v\":1"u8);
        if (at is not null && draft.Assertion is { } assertion) Text(json, ",\"wa\":"u8, assertion.ToString());
        json.Raw("}"u8);
        if (bytes.WrittenCount > Leaf.MaximumSize)
            throw new ArgumentException($"A leaf has {Leaf.MaximumSize} bytes at most; this one would have {bytes.WrittenCount}.");
        return bytes.WrittenSpan.ToArray();
    }

    private static void Text(CanonicalWriter json, ReadOnlySpan<byte> before, string text)
    {
        if (text.Length == 0) throw new ArgumentException($"In a leaf nothing is empty: see {Encoding.UTF8.GetString(before)}");
        // Throws for half a surrogate pair as well, which has no normal form.
        if (!text.IsNormalized(NormalizationForm.FormC)) throw new ArgumentException($"\"{text}\" is not in Unicode's normal form C.");
        json.Raw(before);
        json.WriteString(text);
    }

    private static void Text(CanonicalWriter json, ReadOnlySpan<byte> before, string text, Func<ReadOnlySpan<byte>, bool> rule, string says)
    {
        if (!rule(Encoding.UTF8.GetBytes(text))) throw new ArgumentException($"In a leaf {says}: \"{text}\" is not.");
        Text(json, before, text);
    }
}
