using CrowdControl.Domain.Harvesting;

namespace CrowdControl.Functions.Harvesting.Feeds;

/// <summary>A feed to be read from now on.</summary>
public sealed record NewFeedRequest(string Name, string Url);

/// <summary>A feed as the API shows it.</summary>
/// <param name="LastError">What stands in the way of reading it now.</param>
public sealed record FeedAnswer(string Id, string Name, string Url, FeedState State, DateTimeOffset? LastSuccessAt, string? LastError)
{
    internal static FeedAnswer Of(Feed feed, SourceHealth? health) => new(
        feed.Id.Value, feed.Name, feed.Url.AbsoluteUri, feed.State, health?.LastSuccessAt, health?.LastError);
}
