using System.Security.Cryptography;
using CrowdControl.AuditLog.Tree;

namespace CrowdControl.AuditLog.Notes;

/// <summary>A log's key in a file (PKCS #8 in PEM) that its owner alone may read; for a log on one machine.</summary>
/// <remarks>Whoever runs as the owner can copy the key: in Azure it stays in the vault.</remarks>
public sealed class KeyFileSigner : ICheckpointSigner, IDisposable
{
    private const UnixFileMode OwnerAlone = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly ECDsa _key;
    private readonly Lock _one = new();

    private KeyFileSigner(string origin, ECDsa key)
    {
        _key = key;
        Key = new P256VerifierKey(origin, key.ExportSubjectPublicKeyInfo(), lowS: true);
    }

    /// <inheritdoc/>
    public VerifierKey Key { get; }

    /// <summary>Makes a new key and writes it to a new file with mode 0600.</summary>
    /// <exception cref="IOException">The file exists; a key is never overwritten.</exception>
    /// <exception cref="FormatException">The origin cannot name a key.</exception>
    public static KeyFileSigner Create(string path, string origin)
    {
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var signer = new KeyFileSigner(origin, key);
        NewKeyFile.Write(path, key.ExportPkcs8PrivateKeyPem() + "\n");
        return signer;
    }

    /// <summary>Opens a key that <see cref="Create"/> wrote.</summary>
    /// <exception cref="IOException">There is no such file, or others than its owner may read or write it.</exception>
    /// <exception cref="FormatException">It holds no P-256 key, or the origin cannot name a key.</exception>
    public static KeyFileSigner Open(string path, string origin)
    {
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & ~OwnerAlone) != 0)
            throw new IOException($"Others than its owner may use the key in {path}. Run chmod 600 on it, and think about a new key.");
        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(File.ReadAllText(path));
            return new KeyFileSigner(origin, key);
        }
        catch (Exception unreadable) when (unreadable is CryptographicException or ArgumentException)
        {
            throw new FormatException($"{path} holds no P-256 key in PEM.", unreadable);
        }
    }

    /// <inheritdoc/>
    public Task<byte[]> Sign(Digest hash, CancellationToken cancellation)
    {
        lock (_one) return Task.FromResult(P256Signature.ToLowSDer(_key.SignHash(hash.Bytes.ToArray())));
    }

    /// <summary>Lets go of the key.</summary>
    public void Dispose() => _key.Dispose();
}
