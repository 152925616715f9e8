using Microsoft.Extensions.Configuration;

namespace CrowdControl.Functions.Hosting.Vault;

/// <summary>Where secrets and keys are kept.</summary>
internal sealed record VaultSettings(Uri Url)
{
    private const string Name = "Vault__Url";
    private const string Example = "https://ccwexmoor.vault.azure.net/";

    public bool IsOnThisMachine => Url.IsLoopback;

    /// <exception cref="InvalidOperationException">The setting is missing, no address, or would send secrets without TLS.</exception>
    public static VaultSettings Read(IConfiguration configuration)
    {
        var url = configuration.RequiredAddress(Name, Example);
        return url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && url.IsLoopback)
            ? new VaultSettings(url)
            : throw new InvalidOperationException($"The setting {Name} is no https address, and secrets travel under TLS only. Example: {Example}");
    }
}
