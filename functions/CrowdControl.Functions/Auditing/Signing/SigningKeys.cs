using CrowdControl.AuditLog.Notes;
using CrowdControl.Functions.Hosting.Vault;

namespace CrowdControl.Functions.Auditing.Signing;

/// <summary>Who can sign the record: the versions of a key in the vault, or files where there is one machine and no vault. Whoever keeps the
/// vault makes a new version, or lets the vault do it by its own policy; on one machine somebody puts a file with the next number beside
/// the first one. The record follows by itself (<see cref="KeyRotation"/>): it may not make or end a key.</summary>
internal sealed class SigningKeys(AuditSettings settings, VaultClient vault)
{
    /// <returns>All that can sign, the present one last.</returns>
    /// <exception cref="Azure.RequestFailedException">The vault does not know the key, or refuses.</exception>
    public async Task<IReadOnlyList<KeySource>> Present(CancellationToken cancellation)
    {
        if (settings.IsKeyFile) return [.. Files(settings.SigningKey).Select(path => new KeySource(path, origin => KeyFileSigner.Open(path, origin)))];
        var key = new VaultKey(vault, settings.SigningKey);
        var present = await key.Get(cancellation);
        var others = (await key.Versions(cancellation)).Where(other => other.Version != present.Version);
        return [.. others.Append(present).Select(version => new KeySource(
            version.Version, origin => new VaultSigner(key, version.Version, VerifierKey.OfP256(origin, version.PublicKey))))];
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

    /// <summary>The file of that name, then .2, .3 and so on.</summary>
    private static IEnumerable<string> Files(string path)
    {
        if (!File.Exists(path) && !File.Exists($"{path}.2")) OfFile(path, "unnamed").Dispose();
        if (File.Exists(path)) yield return path;
        for (var next = 2; File.Exists($"{path}.{next}"); next++) yield return $"{path}.{next}";
    }
}

/// <param name="Name">The key's version in the vault, or its file.</param>
/// <param name="For">Signs for the log of an origin.</param>
internal sealed record KeySource(string Name, Func<string, ICheckpointSigner> For);
