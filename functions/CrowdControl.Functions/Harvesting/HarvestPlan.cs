using Azure.Storage.Queues;
using CrowdControl.Domain;
using CrowdControl.Functions.Channels;
using CrowdControl.Functions.Harvesting.Feeds;
using CrowdControl.Functions.Hosting;
using CrowdControl.Functions.Networks;

namespace CrowdControl.Functions.Harvesting;

/// <summary>Says what has to be read, and turns a job into sources to read.</summary>
public sealed class HarvestPlan
{
    public const string Queue = "harvest-jobs";

    /// <summary>A job that waited longer is of no use: later ticks asked for the same.</summary>
    private static readonly TimeSpan Useful = TimeSpan.FromMinutes(10);

    private readonly ChannelRegister _channels;
    private readonly FeedTable _feeds;
    private readonly FeedClient _client;
    private readonly KnownNetworks _networks;
    private readonly Harvest _harvest;
    private readonly QueueClient _queue;
    private bool _made;

    internal HarvestPlan(
        ChannelRegister channels, FeedTable feeds, FeedClient client, KnownNetworks networks, Harvest harvest, StorageClients storage) =>
        (_channels, _feeds, _client, _networks, _harvest, _queue) = (channels, feeds, client, networks, harvest, storage.Queue(Queue));

    internal async Task Ask(CancellationToken cancellation)
    {
        var channels = new List<(TenantId Tenant, string Id, bool IsFeed)>();
        await foreach (var channel in _channels.Everywhere(cancellation))
            if (channel.IsRead) channels.Add((channel.Tenant, channel.Id.Value, false));
        await foreach (var feed in _feeds.Everywhere(cancellation)) channels.Add((feed.Tenant, feed.Id.Value, true));
        foreach (var tenant in channels.GroupBy(source => source.Tenant))
            foreach (var some in tenant.Chunk(HarvestJob.Most))
            {
                var kinds = some.ToLookup(source => source.IsFeed, source => source.Id);
                await Send(new HarvestJob(
                    HarvestJob.Current, tenant.Key, [.. kinds[false].Select(id => new ChannelId(id))], [.. kinds[true].Select(id => new FeedId(id))]),
                    cancellation);
            }
    }

    internal async Task Carry(HarvestJob job, CancellationToken cancellation)
    {
        var (channels, feeds) = (job.Channels.ToHashSet(), job.Feeds.ToHashSet());
        var sources = new List<Source>();
        if (channels.Count > 0)
            foreach (var channel in await _channels.List(job.Tenant, cancellation))
                if (channels.Contains(channel.Id) && channel.IsRead && _networks.Find(channel.Network) is { } network)
                    sources.Add(new ChannelSource(
                        channel, network, token => _channels.Access(channel, token), (why, token) => _channels.CredentialRejected(channel, why, token)));
        if (feeds.Count > 0)
            foreach (var stored in await _feeds.All(job.Tenant, cancellation))
                if (feeds.Contains(stored.Feed.Id) && stored.Feed.State is Domain.Harvesting.FeedState.Active)
                    sources.Add(new FeedSource(stored.Feed, _client));
        await _harvest.Run(job.Tenant, sources, cancellation);
    }

    private async Task Send(HarvestJob job, CancellationToken cancellation)
    {
        if (!_made) await _queue.CreateIfNotExistsAsync(cancellationToken: cancellation);
        _made = true;
        await _queue.SendMessageAsync(job.Write(), timeToLive: Useful, cancellationToken: cancellation);
    }
}
