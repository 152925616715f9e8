using System.Globalization;
using System.Security.Cryptography;

namespace CrowdControl.LocalRuntime.Neighbours.KeyVault;

/// <summary>EC keys of the vault, each version one file that only its owner may read. A key's newest version is the present one.</summary>
internal sealed class KeyShelf(string directory)
{
    public (string Version, ECDsa Key) Create(string name)
    {
        var folder = Directory.CreateDirectory(Path.Combine(directory, "keys", name));
        var version = (folder.GetFiles().Length + 1).ToString("x32", CultureInfo.InvariantCulture);
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        KeyFile.Write(Path.Combine(folder.FullName, version), key.ExportPkcs8PrivateKey());
        return (version, key);
    }

    /// <summary>Null where there is no such key; without a version the newest.</summary>
    public (string Version, ECDsa Key)? Find(string name, string? version)
    {
        var folder = Path.Combine(directory, "keys", name);
        if (!Directory.Exists(folder)) return null;
        version ??= Directory.GetFiles(folder).Select(file => Path.GetFileName(file)).Max(StringComparer.Ordinal);
        var file = version is null ? null : Path.Combine(folder, Path.GetFileName(version));
        if (!File.Exists(file)) return null;
        var key = ECDsa.Create();
        key.ImportPkcs8PrivateKey(File.ReadAllBytes(file), out _);
        return (version!, key);
    }
}
