using Microsoft.AspNetCore.Http;

namespace CrowdControl.Functions.Hosting;

/// <summary>Reads what stands in the query string. What is left out, or left empty, asks for nothing.</summary>
internal static class QueryWords
{
    public static string? Word(this HttpRequest request, string name) => request.Query[name].ToString() is { Length: > 0 } word ? word : null;

    /// <exception cref="BadRequest">It is neither true nor false.</exception>
    public static bool Flag(this HttpRequest request, string name) => request.Word(name) switch
    {
        null or "false" => false,
        "true" => true,
        _ => throw new BadRequest(name, "Say true or false."),
    };

    /// <exception cref="BadRequest">It is no whole number from 1 on.</exception>
    public static int? Number(this HttpRequest request, string name) => request.Word(name) switch
    {
        null => null,
        var word when int.TryParse(word, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number) && number > 0 => number,
        _ => throw new BadRequest(name, "Give a whole number from 1 on."),
    };

    /// <exception cref="BadRequest">It is none of the names.</exception>
    public static T? OneOf<T>(this HttpRequest request, string name) where T : struct, Enum
    {
        if (request.Word(name) is not { } word) return null;
        return Enum.GetNames<T>().Contains(word)
            ? Enum.Parse<T>(word)
            : throw new BadRequest(name, $"There is no such {name}. It is one of {string.Join(", ", Enum.GetNames<T>())}.");
    }
}
