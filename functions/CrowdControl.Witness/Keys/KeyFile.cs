using System.Security.Cryptography;
using System.Text;
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

    /// <summary>Written beside and then moved: whoever sees the file sees all of it, and none is ever overwritten.</summary>
    private static void Create(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var beside = $"{path}.{Path.GetRandomFileName()}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = OwnerAlone;
        using (var file = new FileStream(beside, options))
        {
            file.Write(Encoding.ASCII.GetBytes(Ed25519Pem.Write(RandomNumberGenerator.GetBytes(Ed25519.KeySize))));
            file.Flush(flushToDisk: true);
        }

        try
        {
            File.Move(beside, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            // Somebody else made it meanwhile, and theirs holds.
            File.Delete(beside);
        }
    }
}
