using System.Globalization;

namespace Azure.Data.Tables.Wire;

/// <summary>The service's types: which values carry one on the wire, and back from the wire by what they carry.</summary>
internal static class Edm
{
    public const string Suffix = "@odata.type";

    /// <summary>The type that must be said, or null where JSON says it well enough.</summary>
    public static string? NameOf(object? value) => value switch
    {
        byte[] or BinaryData => "Edm.Binary",
        long or ulong => "Edm.Int64",
        double => "Edm.Double",
        Guid => "Edm.Guid",
        DateTime or DateTimeOffset => "Edm.DateTime",
        _ => null,
    };

    public static object? Parse(string edm, object? value) => (edm, value) switch
    {
        (_, null) => null,
        ("Edm.Binary", string text) => Convert.FromBase64String(text),
        ("Edm.DateTime", string text) => Moment(text),
        ("Edm.Guid", string text) => Guid.Parse(text),
        ("Edm.Int64", string text) => long.Parse(text, CultureInfo.InvariantCulture),
        ("Edm.Double", string text) => double.Parse(text, CultureInfo.InvariantCulture),
        ("Edm.Double", _) => Convert.ToDouble(value, CultureInfo.InvariantCulture),
        ("Edm.String" or "Edm.Boolean" or "Edm.Int32", _) => value,
        _ => throw new NotSupportedException($"Not supported type {edm}"),
    };

    public static DateTimeOffset Moment(string text) =>
        DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind);

    public static string Text(DateTimeOffset moment) =>
        moment.ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:ss.fffffffZ", CultureInfo.InvariantCulture);
}
