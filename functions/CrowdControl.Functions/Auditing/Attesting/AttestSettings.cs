using CrowdControl.Functions.Hosting;
using Microsoft.Extensions.Configuration;

namespace CrowdControl.Functions.Auditing.Attesting;

/// <summary>Whose policies are looked at.</summary>
/// <param name="Account">Resource id of the storage account that holds the record; null where storage enforces nothing.</param>
/// <param name="ResourceManager">Where Azure is asked.</param>
internal sealed record AttestSettings(string? Account, Uri ResourceManager)
{
    private const string Example = "/subscriptions/0f0e/resourceGroups/record/providers/Microsoft.Storage/storageAccounts/ccrwexmoor";
    private static readonly Uri PublicCloud = new("https://management.azure.com/");

    public bool IsOnThisMachine => ResourceManager.IsLoopback;

    /// <exception cref="InvalidOperationException">A setting makes no sense; the message names it.</exception>
    public static AttestSettings Read(IConfiguration configuration)
    {
        var account = configuration["Audit:Account"] is { Length: > 0 } id ? configuration.Required("Audit__Account", Example) : null;
        if (account is not null && account.Trim('/').Split('/') is not ["subscriptions", _, "resourceGroups", _, "providers", "Microsoft.Storage", "storageAccounts", _])
            throw new InvalidOperationException($"The setting Audit__Account is no storage account's resource id. Example: {Example}");
        var manager = configuration.OptionalAddress("Audit__ResourceManager", PublicCloud.ToString()) ?? PublicCloud;
        return manager.Scheme == Uri.UriSchemeHttps || manager.IsLoopback
            ? new AttestSettings(account?.Trim('/'), manager)
            : throw new InvalidOperationException("The setting Audit__ResourceManager is no https address, and the app's token is sent there.");
    }
}
