namespace CrowdControl.LocalRuntime.Servers;

/// <summary>One run a data directory: the lock falls with the process that holds it, however it ends.</summary>
internal sealed class RunLock : IDisposable
{
    private readonly FileStream _file;

    private RunLock(FileStream file) => _file = file;

    /// <exception cref="StartFailed">Another run holds the directory.</exception>
    public static RunLock Take(string directory)
    {
        Directory.CreateDirectory(directory);
        try
        {
            return new RunLock(new FileStream(
                Path.Combine(directory, "run.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException)
        {
            throw new StartFailed($"{directory} is in use by another run. End that one, or choose another place: ./run --data DIR");
        }
    }

    public void Dispose() => _file.Dispose();
}
