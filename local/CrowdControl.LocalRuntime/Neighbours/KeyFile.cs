using System.Security.Cryptography;

namespace CrowdControl.LocalRuntime.Neighbours;

/// <summary>A neighbour's own key: made at its first start, read by nobody else on the machine.</summary>
internal static class KeyFile
{
    public static byte[] ReadOrCreate(string path)
    {
        if (File.Exists(path)) return File.ReadAllBytes(path);
        var key = RandomNumberGenerator.GetBytes(32);
        Write(path, key);
        return key;
    }

    public static void Write(string path, byte[] key)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var file = new FileStream(path, options);
        file.Write(key);
    }
}
