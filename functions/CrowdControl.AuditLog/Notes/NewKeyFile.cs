using System.Runtime.InteropServices;
using System.Text;

namespace CrowdControl.AuditLog.Notes;

/// <summary>Writes a key into a file that was not there before.</summary>
public static class NewKeyFile
{
    private const UnixFileMode OwnerAlone = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Written beside and then put in place at once: whoever sees the file sees all of it, its owner alone may read it, and of several
    /// who write at the same time one succeeds.</summary>
    /// <param name="path">Its directory is there.</param>
    /// <param name="pem">The key in PEM, in ASCII.</param>
    /// <exception cref="IOException">The file exists, and was left as it is; or it cannot be written.</exception>
    public static void Write(string path, string pem)
    {
        var beside = $"{path}.{Path.GetRandomFileName()}";
        try
        {
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows()) options.UnixCreateMode = OwnerAlone;
            using (var file = new FileStream(beside, options))
            {
                file.Write(Encoding.ASCII.GetBytes(pem));
                file.Flush(flushToDisk: true);
            }

            Place(beside, path);
        }
        finally
        {
            File.Delete(beside);
        }
    }

    /// <summary>On Unix File.Move looks whether there is a file and then replaces it: between the two another may have put a key there.</summary>
    private static void Place(string beside, string path)
    {
        if (OperatingSystem.IsWindows()) File.Move(beside, path, overwrite: false);
        else if (Link(Terminated(beside), Terminated(path)) != 0)
            throw new IOException($"The key could not be put at {path}: {Marshal.GetLastPInvokeErrorMessage()}.");
    }

    private static byte[] Terminated(string path) => Encoding.UTF8.GetBytes(path + '\0');

    [DllImport("libc", EntryPoint = "link", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Link(byte[] from, byte[] to);
}
