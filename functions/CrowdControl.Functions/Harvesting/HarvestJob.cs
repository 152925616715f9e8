using System.Text.Json;
using CrowdControl.Domain;
using CrowdControl.Functions.Hosting;

namespace CrowdControl.Functions.Harvesting;

/// <summary>A message that asks for some sources of one organisation to be read.</summary>
internal sealed record HarvestJob(int Version, TenantId Tenant, IReadOnlyList<ChannelId> Channels, IReadOnlyList<FeedId> Feeds)
{
    public const int Current = 1;

    /// <summary>Many sources share a message, and with it one look at where they stand.</summary>
    public const int Most = 50;

    public string Write() => JsonSerializer.Serialize(this, Json.Options);

    /// <exception cref="JsonException">It is no job, or one of a later version.</exception>
    public static HarvestJob Read(string message) => JsonSerializer.Deserialize<HarvestJob>(message, Json.Options) switch
    {
        { Version: Current } job => job,
        { Version: var later } => throw new JsonException($"A harvest job of version {later} cannot be read by version {Current}."),
        null => throw new JsonException("The harvest job is null."),
    };
}
