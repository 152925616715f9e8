using CrowdControl.Domain.Harvesting;
using CrowdControl.Domain.Mentions;
using CrowdControl.Functions.Monitoring;

namespace CrowdControl.Functions.Harvesting.Feeds;

/// <summary>A news feed: whatever it holds that was not there at the last look.</summary>
internal sealed record FeedSource(Feed Feed, FeedClient Client) : Source(Feed.Id.Value, Feed.Url.AbsoluteUri)
{
    public const string Network = "feed";

    public override async Task<SourceState> Read(SourceState state, SourceRun run, CancellationToken cancellation)
    {
        if (await Client.Fetch(Feed.Url, state.Conditions, cancellation) is not { } fetched) return state;
        var entries = FeedReader.Read(fetched.Bytes);
        var known = state.Inbound?.Known.ToHashSet() ?? [];
        var news = entries.Where(entry => !known.Contains(DigestOf(entry))).ToList();
        foreach (var entry in news) await run.Take(Read(entry, state, run.Now), cancellation);
        if (news.Count == 0 && state.Inbound is not null) return state with { Conditions = fetched.Conditions };
        return state with { Conditions = fetched.Conditions, Inbound = new Position(run.Now, [.. entries.Select(DigestOf).Distinct()]) };
    }

    /// <summary>An item without a believable time gets one that stays the same until the cursor has moved past it: otherwise a
    /// repetition after a crash would store it under a second time.</summary>
    private Mention Read(FeedEntry entry, SourceState state, DateTimeOffset now)
    {
        var fallback = state.Inbound?.Newest ?? Feed.AddedAt;
        var at = MentionClock.TimeOf(entry.Written is { } written && written <= now ? written : fallback, now);
        var key = MentionKey.Of(Feed.Id.Value, Network, entry.Identity, "");
        var text = entry.Summary.Length == 0 || entry.Summary == entry.Title ? entry.Title : $"{entry.Title}\n\n{entry.Summary}".Trim();
        var url = (entry.Link ?? Feed.Url).AbsoluteUri;
        return new Mention(
            MentionClock.IdOf(at, key), new MentionSource(null, Feed.Id), Network, FoundMention.Cut(entry.Identity, 1_000), "", MentionKind.FeedItem,
            new ExternalAuthor(Feed.Url.Host, Feed.Url.Host, FoundMention.Cut(entry.Author ?? Feed.Name, 256)),
            FoundMention.Cut(text, Mention.MaximumText), text.Length > Mention.MaximumText, [], [url], 0, null, null, null, url, at, now);
    }

    private static string DigestOf(FeedEntry entry) => MentionKey.Digest([entry.Identity])[..13];
}
