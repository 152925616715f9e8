using System.Reflection;

namespace CrowdControl.LocalRuntime.Engine;

/// <summary>Where an app's functions are, and its host.json.</summary>
/// <param name="Types">Looked through for functions.</param>
/// <param name="Directory">Holds host.json.</param>
/// <param name="OwnsProcess">A refusal at start ends the process with one line instead of throwing.</param>
internal sealed record AppFiles(IEnumerable<Type> Types, string Directory, bool OwnsProcess)
{
    public static AppFiles OfProcess() => new(Assembly.GetEntryAssembly()!.GetTypes(), AppContext.BaseDirectory, OwnsProcess: true);

    /// <summary>Runs a part of the start; what refuses it is for people, so it is one line and no stack trace.</summary>
    public T Starting<T>(Func<T> start)
    {
        try
        {
            return start();
        }
        catch (Servers.StartFailed refused) when (OwnsProcess)
        {
            throw End(refused);
        }
    }

    public async Task Starting(Func<Task> start)
    {
        try
        {
            await start();
        }
        catch (Servers.StartFailed refused) when (OwnsProcess)
        {
            throw End(refused);
        }
    }

    private static Servers.StartFailed End(Servers.StartFailed refused)
    {
        Console.Error.WriteLine(refused.Message);
        Environment.Exit(1);
        return refused;
    }
}
