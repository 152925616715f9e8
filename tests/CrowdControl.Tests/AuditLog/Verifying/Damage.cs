namespace CrowdControl.Tests.AuditLog.Verifying;

/// <summary>Damages files of an export, and puts them right again.</summary>
internal static class Damage
{
    public static void Flip(string file, int bit)
    {
        var bytes = File.ReadAllBytes(file);
        bytes[bit / 8] ^= (byte)(1 << (bit % 8));
        File.WriteAllBytes(file, bytes);
    }

    public static void Change(string file, Func<byte[], byte[]> change) => File.WriteAllBytes(file, change(File.ReadAllBytes(file)));

    public static IReadOnlyList<string> Files(string directory) =>
        [.. Directory.EnumerateFiles(directory, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
}
