using System.Globalization;
using System.Text.RegularExpressions;
using CrowdControl.LocalRuntime.Neighbours.Network.Accounts;
using CrowdControl.LocalRuntime.Neighbours.Network.Records;

namespace CrowdControl.LocalRuntime.Neighbours.Network.Lexicons;

/// <summary>The protocol's formats of strings: https://atproto.com/specs/lexicon#string-formats.</summary>
internal static partial class Formats
{
    public static readonly Shape DateTime = Shapes.Format("datetime", IsDateTime);
    public static readonly Shape Uri = Shapes.Format("uri", text => text.Length <= 8192 && UriForm().IsMatch(text));
    public static readonly Shape Address = Shapes.Format("at-uri", text => text.Length <= 8192 && AtUriForm().IsMatch(text));
    public static readonly Shape Did = Shapes.Format("DID", IsDid);
    public static readonly Shape Account = Shapes.Format("AT identifier", IsIdentifier);
    public static readonly Shape HandleName = Shapes.Format("handle", Handle.IsValid);
    public static readonly Shape Collection = Shapes.Format("NSID", text => text.Length <= 317 && NsidForm().IsMatch(text));
    public static readonly Shape RecordKey = Shapes.Format("record key", text => text is not ("." or "..") && RecordKeyForm().IsMatch(text));
    public static readonly Shape ContentId = Shapes.Format("CID string", text => Cid.Parse(text) is not null);
    public static readonly Shape Language = Shapes.Format("language", text => LanguageForm().IsMatch(text));

    public static bool IsIdentifier(string text) => IsDid(text) || Handle.IsValid(text);

    /// <summary>RFC 3339 with a time zone, and a moment that exists.</summary>
    public static bool IsDateTime(string text) =>
        DateTimeForm().IsMatch(text) && !text.EndsWith("-00:00", StringComparison.Ordinal) && Moment(text) is not null;

    /// <summary>The moment that a valid date and time names, to the millisecond; null for others.</summary>
    public static DateTimeOffset? Moment(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var moment)
            ? new DateTimeOffset(moment.Ticks - moment.Ticks % TimeSpan.TicksPerMillisecond, TimeSpan.Zero)
            : null;

    public static string Write(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);

    private static bool IsDid(string text) => text.Length <= 2048 && DidForm().IsMatch(text);

    [GeneratedRegex("^\\d{4}-[01]\\d-[0-3]\\dT[0-2]\\d:[0-6]\\d:[0-6]\\d(\\.\\d{1,20})?(Z|[+-][0-2]\\d:[0-5]\\d)$")]
    private static partial Regex DateTimeForm();

    [GeneratedRegex("^\\w+:(//)?[^\\s/]\\S*$")]
    private static partial Regex UriForm();

    [GeneratedRegex("^at://[a-zA-Z0-9._:%-]+(/[a-zA-Z0-9-.]+(/[a-zA-Z0-9._~:@!$&%')(*+,;=-]+)?)?$")]
    private static partial Regex AtUriForm();

    [GeneratedRegex("^did:[a-z]+:[a-zA-Z0-9._:%-]*[a-zA-Z0-9._-]$")]
    private static partial Regex DidForm();

    [GeneratedRegex("^[a-zA-Z]([a-zA-Z0-9-]{0,62}[a-zA-Z0-9])?(\\.[a-zA-Z0-9]([a-zA-Z0-9-]{0,62}[a-zA-Z0-9])?)+(\\.[a-zA-Z][a-zA-Z0-9]{0,62})$")]
    private static partial Regex NsidForm();

    [GeneratedRegex("^[a-zA-Z0-9_~.:-]{1,512}$")]
    private static partial Regex RecordKeyForm();

    [GeneratedRegex("^([A-Za-z]{2,3}(-[A-Za-z]{3}){0,3}|[A-Za-z]{4,8})(-[A-Za-z]{4})?(-([A-Za-z]{2}|\\d{3}))?(-([A-Za-z0-9]{5,8}|\\d[A-Za-z0-9]{3}))*"
        + "(-[0-9A-WY-Za-wy-z](-[A-Za-z0-9]{2,8})+)*(-[xX](-[A-Za-z0-9]{1,8})+)?$|^[xX](-[A-Za-z0-9]{1,8})+$|^i-[a-z]+$")]
    private static partial Regex LanguageForm();
}
