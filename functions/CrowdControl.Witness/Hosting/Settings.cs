using Microsoft.Extensions.Configuration;

namespace CrowdControl.Witness.Hosting;

/// <summary>Reads settings at start and says in one line which is missing or wrong and what it might be.</summary>
internal static class Settings
{
    /// <param name="name">As an app setting is written, such as <c>Witness__Name</c>.</param>
    /// <exception cref="InvalidOperationException">It is missing or empty.</exception>
    public static string Required(this IConfiguration configuration, string name, string example) =>
        configuration[name.Replace("__", ":", StringComparison.Ordinal)] is { Length: > 0 } value ? value : throw Wrong(name, "is missing", example);

    /// <exception cref="InvalidOperationException">It is missing, no absolute address, or not https.</exception>
    /// <remarks>Plain http is for a server on this very machine.</remarks>
    public static Uri RequiredAddress(this IConfiguration configuration, string name, string example) =>
        Uri.TryCreate(configuration.Required(name, example), UriKind.Absolute, out var address)
        && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback))
            ? address
            : throw Wrong(name, "is no https address", example);

    public static InvalidOperationException Wrong(string name, string how, string example) => new($"The setting {name} {how}. Example: {example}");
}
