namespace CrowdControl.LocalRuntime.Neighbours.Worm;

/// <summary>The rule of a container, by its name, as <c>infra/</c> sets it: locked, time-based.</summary>
/// <param name="ProtectedAppends">Blocks may be added to append blobs (<c>allowProtectedAppendWrites</c>).</param>
/// <param name="VersionLevel">Each blob has a policy and a legal hold of its own; else the container's counts for all.</param>
internal sealed record WormPolicy(bool ProtectedAppends, bool VersionLevel)
{
    /// <summary>How long after its last change a blob stays as it is.</summary>
    public TimeSpan Retention { get; init; } = TimeSpan.FromDays(365);

    private static readonly (string Prefix, WormPolicy Policy)[] Known =
    [
        ("audit-journal-", new(ProtectedAppends: true, VersionLevel: false)),
        ("audit-tiles-", new(ProtectedAppends: false, VersionLevel: false)),
        ("audit-anchors-", new(ProtectedAppends: false, VersionLevel: false)),
        ("audit-ev-", new(ProtectedAppends: false, VersionLevel: true)),
        ("audit-export-", new(ProtectedAppends: false, VersionLevel: true)),
    ];

    /// <summary>Null where everything may be changed.</summary>
    public static WormPolicy? Of(string container) =>
        Known.FirstOrDefault(one => container.StartsWith(one.Prefix, StringComparison.Ordinal)).Policy;
}
