using Microsoft.Extensions.Configuration;

namespace CrowdControl.Functions.Hosting;

/// <summary>Reads settings at start and says in one line which is missing and what it might be.</summary>
internal static class Settings
{
    /// <param name="name">As an app setting is written, such as <c>SignIn__ClientId</c>.</param>
    /// <exception cref="InvalidOperationException">It is missing or empty.</exception>
    public static string Required(this IConfiguration configuration, string name, string example) =>
        configuration[Key(name)] is { Length: > 0 } value ? value : throw Wrong(name, "is missing", example);

    /// <exception cref="InvalidOperationException">It is missing, or no absolute address.</exception>
    public static Uri RequiredAddress(this IConfiguration configuration, string name, string example) =>
        Uri.TryCreate(configuration.Required(name, example), UriKind.Absolute, out var address) ? address : throw Wrong(name, "is no address", example);

    /// <returns>Null where it is missing or empty.</returns>
    /// <exception cref="InvalidOperationException">It is there and no absolute address.</exception>
    public static Uri? OptionalAddress(this IConfiguration configuration, string name, string example) =>
        configuration[Key(name)] is { Length: > 0 } ? configuration.RequiredAddress(name, example) : null;

    /// <exception cref="InvalidOperationException">It is there and no whole number in the range.</exception>
    public static int? Number(this IConfiguration configuration, string name, int least, int most)
    {
        if (configuration[Key(name)] is not { Length: > 0 } text) return null;
        return int.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw Wrong(name, $"is no whole number from {least} to {most}", least.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    private static InvalidOperationException Wrong(string name, string how, string example) => new($"The setting {name} {how}. Example: {example}");

    private static string Key(string name) => name.Replace("__", ":", StringComparison.Ordinal);
}
