namespace CrowdControl.LocalRuntime.Servers;

/// <summary>Where things lie in a checkout of this repository.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    public static string Server(string group, string file)
    {
        var path = Path.Combine(Root, "local", "servers", group, file);
        return File.Exists(path)
            ? path
            : throw new StartFailed($"{Path.GetRelativePath(Root, path)} is missing. Run: npm ci --ignore-scripts --prefix local/servers/{group}");
    }

    public static string Sample(string file) => Path.Combine(Root, "local", "sample-data", file);

    /// <summary>The app as built beside this program.</summary>
    public static string App => Path.Combine(AppContext.BaseDirectory, "CrowdControl.Functions.dll");

    /// <summary>The witness as built for the same configuration as this program; null where it was not.</summary>
    public static string? Witness
    {
        get
        {
            var path = Path.Combine(
                AppContext.BaseDirectory.Replace("CrowdControl.Functions", "CrowdControl.Witness", StringComparison.Ordinal), "CrowdControl.Witness.dll");
            return File.Exists(path) ? path : null;
        }
    }

    private static string Find()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
            if (File.Exists(Path.Combine(at.FullName, "CrowdControl.sln")))
                return at.FullName;
        throw new StartFailed("This program runs inside a checkout of CrowdControl, and finds none above it.");
    }
}
