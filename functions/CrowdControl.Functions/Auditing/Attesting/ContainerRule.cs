namespace CrowdControl.Functions.Auditing.Attesting;

/// <summary>What the containers of a record have to be, and what may not become of them: pure.</summary>
internal static class ContainerRule
{
    private static readonly string[] Needed = ["audit-journal-", "audit-tiles-", "audit-anchors-"];
    private static readonly string[] OfVersions = ["audit-ev-", "audit-export-"];

    /// <summary>Whether anything in this container has to stay as it is.</summary>
    public static bool Protects(ContainerState container) => Needed.Concat(OfVersions).Any(prefix => Is(container.Name, prefix));

    /// <summary>What is wrong, or has become less than it was without an entry that says so.</summary>
    /// <param name="now">All containers of one record.</param>
    /// <param name="before">As they were last attested; empty where they never were.</param>
    /// <param name="said">What entries since then say was changed: a container's name, or a class of evidence.</param>
    public static IEnumerable<string> Broken(IReadOnlyList<ContainerState> now, IReadOnlyList<ContainerState> before, IReadOnlySet<string> said)
    {
        foreach (var prefix in Needed)
            if (!now.Any(container => Is(container.Name, prefix))) yield return $"There is no container {prefix}...";
        foreach (var wrong in now.SelectMany(Wrong)) yield return wrong;
        foreach (var was in before)
        {
            var container = now.FirstOrDefault(one => one.Name == was.Name);
            if (container is null) yield return $"{was.Name} is gone.";
            else if (!Says(said, was.Name))
                foreach (var less in Less(was, container)) yield return less;
        }
    }

    private static IEnumerable<string> Wrong(ContainerState container)
    {
        var name = container.Name;
        if (!Protects(container)) yield break;
        if (container.Days is null) yield return $"{name} has no retention: whoever may write there may change and delete what is in it.";
        if (Is(name, "audit-journal-") && container is { Days: not null, ProtectedAppends: false })
            yield return $"{name} does not let append blobs grow: nothing can be recorded in a segment that was begun.";
        if (OfVersions.Any(prefix => Is(name, prefix)) && !container.VersionLevel)
            yield return $"{name} was not made for policies of single blobs: an exhibit cannot be held in it.";
    }

    private static IEnumerable<string> Less(ContainerState was, ContainerState container)
    {
        if (was.Days is { } days && (container.Days ?? 0) < days) yield return $"{was.Name} kept what is in it for {days} days, and now for {container.Days ?? 0}.";
        if (was.Locked && !container.Locked) yield return $"{was.Name} was locked, and is not.";
        if (was.VersionLevel && !container.VersionLevel) yield return $"{was.Name} had policies of single blobs, and has none.";
        foreach (var hold in was.Holds.Except(container.Holds)) yield return $"{was.Name} had the legal hold {hold}, and has it no more.";
    }

    private static bool Says(IReadOnlySet<string> said, string container) =>
        said.Contains(container) || said.Any(what => Is(container, $"audit-ev-{what}-"));

    private static bool Is(string name, string prefix) => name.StartsWith(prefix, StringComparison.Ordinal);
}
