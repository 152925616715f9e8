using System.Security.Cryptography;
using CrowdControl.AuditLog.Notes;

namespace CrowdControl.Witness.Keys;

/// <summary>The key in a file that its owner alone may read, for a witness on one machine; made by the first who needs it.</summary>
internal static class KeyFile
{
    private const UnixFileMode OwnerAlone = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <returns>The seed.</returns>
    /// <exception cref="IOException">Others than the owner may use the file, or it cannot be read or made.</exception>
    /// <exception cref="FormatException">It holds no Ed25519 key.</exception>
    public static byte[] OpenOrCreate(string path)
    {
        if (!File.Exists(path)) Create(path);
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & ~OwnerAlone) != 0)
            throw new IOException($"Others than its owner may use the key in {path}. Run chmod 600 on it, and think about a new key.");
        return Ed25519Pem.Read(File.ReadAllText(path), path);
    }

    private static void Create(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        try
        {
            NewKeyFile.Write(path, Ed25519Pem.Write(RandomNumberGenerator.GetBytes(Ed25519.KeySize)));
        }
        catch (IOException) when (File.Exists(path))
        {
            // Somebody else made it meanwhile, and theirs holds.
        }
    }
}
