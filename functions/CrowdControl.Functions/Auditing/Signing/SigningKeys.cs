using CrowdControl.AuditLog.Notes;
using CrowdControl.Functions.Hosting.Vault;

namespace CrowdControl.Functions.Auditing.Signing;

/// <summary>The key that signs the record: in the vault, or in a file where there is one machine and no vault.</summary>
internal sealed class SigningKeys(AuditSettings settings, VaultClient vault)
{
    /// <returns>Who signs now, and the keys that did before it.</returns>
    /// <param name="origin">Of the log that is signed for.</param>
    /// <exception cref="Azure.RequestFailedException">The vault does not know the key, or refuses.</exception>
    public async Task<(ICheckpointSigner Signer, IReadOnlyList<VerifierKey> Former)> For(string origin, CancellationToken cancellation)
    {
        if (settings.IsKeyFile) return (OfFile(settings.SigningKey, origin), []);
        var key = new VaultKey(vault, settings.SigningKey);
        var (version, publicKey) = await key.Get(cancellation);
        var former = (await key.Versions(cancellation)).Where(other => other.Version != version);
        return (new VaultSigner(key, version, VerifierKey.OfP256(origin, publicKey)), [.. former.Select(other => VerifierKey.OfP256(origin, other.PublicKey))]);
    }

    /// <summary>The first that starts makes the file; another that starts with it finds it made.</summary>
    public static KeyFileSigner OfFile(string path, string origin)
    {
        if (File.Exists(path)) return KeyFileSigner.Open(path, origin);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            return KeyFileSigner.Create(path, origin);
        }
        catch (IOException) when (File.Exists(path))
        {
            return KeyFileSigner.Open(path, origin);
        }
    }
}
