using CrowdControl.Tests;
using Xunit.Abstractions;

// Most of the long tests wait: for a process to come up, for a network to be tried again. Two at a time would leave two cores idle for half
// of the run.
[assembly: CollectionBehavior(MaxParallelThreads = StoriesFirst.AtOnce)]
[assembly: TestCollectionOrderer($"CrowdControl.Tests.{nameof(StoriesFirst)}", "CrowdControl.Tests")]

namespace CrowdControl.Tests;

/// <summary>Begins with the scenarios, which take longest: one of them begun last would run alone at the end.</summary>
public sealed class StoriesFirst : ITestCollectionOrderer
{
    public const int AtOnce = 4;

    public IEnumerable<ITestCollection> OrderTestCollections(IEnumerable<ITestCollection> testCollections) => testCollections.OrderByDescending(IsStory);

    private static bool IsStory(ITestCollection collection) => collection.DisplayName.Contains(".Scenarios.", StringComparison.Ordinal);
}
