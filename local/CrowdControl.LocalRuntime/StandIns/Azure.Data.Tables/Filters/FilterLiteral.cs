using System.Xml;

namespace Azure.Data.Tables.Filters;

/// <summary>A constant of a lambda expression as an OData literal.</summary>
internal static class FilterLiteral
{
    public static string Quoted(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    /// <exception cref="InvalidOperationException">The service has no such type.</exception>
    public static string Of(object? value) => value switch
    {
        null => "null",
        string text => Quoted(text),
        bool truth => XmlConvert.ToString(truth),
        int number => XmlConvert.ToString(number),
        long number => XmlConvert.ToString(number) + "L",
        double number => Marked(XmlConvert.ToString(number)),
        Guid id => $"guid'{id}'",
        byte[] bytes => $"X'{Convert.ToHexString(bytes)}'",
        DateTimeOffset moment => Of(moment.UtcDateTime),
        DateTime moment => $"datetime'{XmlConvert.ToString(moment, XmlDateTimeSerializationMode.RoundtripKind)}'",
        _ => throw new InvalidOperationException($"Could not convert constant {value} expression to string."),
    };

    // Without a point the service would read an Int32.
    private static string Marked(string digits) => digits.All(char.IsDigit) ? digits + ".0" : digits;
}
