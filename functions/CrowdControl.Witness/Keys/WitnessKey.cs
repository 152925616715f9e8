using Azure.Core;
using CrowdControl.AuditLog.Notes;

namespace CrowdControl.Witness.Keys;

/// <summary>The witness's key, read when it is first needed and then kept in memory.</summary>
public sealed class WitnessKey
{
    private readonly KeySettings _settings;
    private readonly TokenCredential _credential;
    private CosigningKey? _key;

    internal WitnessKey(KeySettings settings, TokenCredential credential) => (_settings, _credential) = (settings, credential);

    /// <summary>The verifier key that whoever trusts this witness writes down.</summary>
    public async Task<string> Public(CancellationToken cancellation) => (await Get(cancellation)).Public.ToString();

    /// <exception cref="FormatException">What is kept is no Ed25519 key.</exception>
    /// <exception cref="IOException">The file cannot be used.</exception>
    /// <exception cref="Azure.RequestFailedException">The vault refuses, or is away.</exception>
    internal async ValueTask<CosigningKey> Get(CancellationToken cancellation) =>
        // Read twice by two requests that come first at the same time, it is the same key.
        _key ??= new CosigningKey(_settings.Name, await Seed(cancellation));

    private async Task<byte[]> Seed(CancellationToken cancellation) => _settings.Vault is { } vault
        ? Ed25519Pem.Read(await new VaultSecret(vault, _settings.Key, _credential).Get(cancellation), $"The secret {_settings.Key}")
        : KeyFile.OpenOrCreate(_settings.Key);
}
