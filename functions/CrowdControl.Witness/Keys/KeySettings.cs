using CrowdControl.Witness.Hosting;
using Microsoft.Extensions.Configuration;

namespace CrowdControl.Witness.Keys;

/// <summary>What the witness is called, and where its key is.</summary>
/// <param name="Name">Of the key, in every cosignature; it never changes.</param>
/// <param name="Key">Name of a secret in the vault; a path, on one machine, of a file that only its owner may read.</param>
/// <param name="Vault">Null where the key is in a file.</param>
internal sealed record KeySettings(string Name, string Key, Uri? Vault)
{
    /// <exception cref="InvalidOperationException">A setting is missing or makes no sense; the message names it.</exception>
    public static KeySettings Read(IConfiguration configuration)
    {
        const string example = "witness.inspectorate.example";
        var name = configuration.Required("Witness__Name", example);
        if (name.Any(char.IsWhiteSpace) || name.Contains('+', StringComparison.Ordinal))
            throw Settings.Wrong("Witness__Name", "holds white space or a plus", example);
        var key = configuration.Required("Witness__Key", "witness-key");
        if (key.Contains(Path.DirectorySeparatorChar, StringComparison.Ordinal)) return new KeySettings(name, key, null);
        if (!key.All(c => char.IsAsciiLetterOrDigit(c) || c == '-'))
            throw Settings.Wrong("Witness__Key", "is neither the name of a secret, of letters, digits and hyphens, nor a path", "witness-key");
        return new KeySettings(name, key, configuration.RequiredAddress("Vault__Url", "https://cc-witness.vault.azure.net/"));
    }
}
