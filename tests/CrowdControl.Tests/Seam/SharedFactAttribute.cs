using CrowdControl.LocalRuntime.Servers;

namespace CrowdControl.Tests.Seam;

/// <summary>A test that reads the design folder beside the repository, and is skipped, saying so, where that is absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SharedFactAttribute : FactAttribute
{
    public SharedFactAttribute(string path)
    {
        if (!Path.Exists(Of(path))) Skip = $"../shared/{path} is not beside this repository.";
    }

    public static string Of(string path) => Path.Combine(Repository.Root, "..", "shared", path);
}
