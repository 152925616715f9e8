namespace CrowdControl.Functions.Auditing.Attesting;

/// <summary>The blobs of a container in which each may have a policy and a hold of its own.</summary>
/// <param name="Blobs">How many there are.</param>
/// <param name="Held">Names of those under a legal hold, in order.</param>
/// <param name="Weaker">How many stay for a shorter time than the container's own policy says, or can be made to.</param>
/// <param name="FirstWeaker">The first of these.</param>
public sealed record BlobStanding(string Container, long Blobs, IReadOnlyList<string> Held, long Weaker, string? FirstWeaker)
{
    /// <summary>What is wrong, or has become less than it was without an entry that says so: pure.</summary>
    /// <param name="now">Of all containers.</param>
    /// <param name="before">As they were last attested.</param>
    /// <param name="lifted">Blobs whose hold entries since then say was lifted.</param>
    /// <param name="applied">Blobs that entries since then say are held.</param>
    internal static IEnumerable<string> Broken(
        IReadOnlyList<BlobStanding> now, IReadOnlyList<BlobStanding> before, IReadOnlySet<string> lifted, IReadOnlySet<string> applied)
    {
        foreach (var container in now.Where(container => container.Weaker > 0))
            yield return $"{container.Weaker} blobs in {container.Container} are not kept as the container says: {container.FirstWeaker} is the first.";
        var held = now.SelectMany(container => container.Held).ToHashSet(StringComparer.Ordinal);
        foreach (var name in before.SelectMany(container => container.Held).Union(applied).Where(name => !held.Contains(name) && !lifted.Contains(name)).Order(StringComparer.Ordinal))
            yield return $"The blob {name} was put under a legal hold and is under none, and no entry of the record says that it was lifted.";
    }
}
