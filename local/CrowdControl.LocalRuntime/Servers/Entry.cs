namespace CrowdControl.LocalRuntime.Servers;

/// <summary>The local runtime as a program: starts the servers that stand beside the app on one machine.</summary>
internal static class Entry
{
    private static int Main(string[] arguments)
    {
        Console.Error.WriteLine($"Unknown verb: {string.Join(' ', arguments)}");
        return 2;
    }
}
