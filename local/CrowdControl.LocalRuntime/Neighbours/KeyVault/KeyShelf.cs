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

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<string> Versions(string name) => Path.Combine(directory, "keys", name) is var folder && Directory.Exists(folder)
        ? [.. Directory.GetFiles(folder).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)]
        : [];

    /// <summary>Null where there is no such key; without a version the newest.</summary>
    public (string Version, ECDsa Key)? Find(string name, string? version)
    {
        version ??= Versions(name) is [.., var newest] ? newest : null;
        if (version is null || !Versions(name).Contains(version)) return null;
        var key = ECDsa.Create();
        key.ImportPkcs8PrivateKey(File.ReadAllBytes(Path.Combine(directory, "keys", name, version)), out _);
        return (version, key);
    }
}
