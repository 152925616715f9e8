using System.Collections.Concurrent;
using Azure;
using Azure.Data.Tables;
using CrowdControl.Domain;
using CrowdControl.Domain.Mentions;
using CrowdControl.Functions.Hosting;

namespace CrowdControl.Functions.Access;

/// <summary>Which member an identity of a directory is. A row is never changed, so whoever read it may remember it.</summary>
internal sealed class IdentityTable(Tables tables)
{
    private const string Name = "identities";
    private readonly ConcurrentDictionary<string, Place> _known = new();

    public async Task<Place?> Find(string directory, string objectId, CancellationToken cancellation)
    {
        var key = Row.Key(directory, objectId);
        if (_known.TryGetValue(key, out var known)) return known;
        var table = await tables.Open(Name, cancellation);
        var found = await table.GetEntityIfExistsAsync<Row>(key, Row.OnlyRow, cancellationToken: cancellation);
        return found.HasValue ? _known.GetOrAdd(key, found.Value!.Place) : null;
    }

    /// <summary>Makes the identity that member's, unless it is another's already; either way says whose it is.</summary>
    public async Task<Place> Claim(string directory, string objectId, Place place, CancellationToken cancellation) =>
        await Insert(Row.Key(directory, objectId), place, cancellation) ? place : (await Find(directory, objectId, cancellation))!;

    /// <summary>The one place for the first administrator of this service. Whoever comes second gets the first one's back.</summary>
    public async Task<Place> ClaimFirst(Place place, CancellationToken cancellation)
    {
        if (await Insert(Row.First, place, cancellation)) return place;
        var table = await tables.Open(Name, cancellation);
        return (await table.GetEntityAsync<Row>(Row.First, Row.OnlyRow, cancellationToken: cancellation)).Value.Place;
    }

    private async Task<bool> Insert(string key, Place place, CancellationToken cancellation)
    {
        var table = await tables.Open(Name, cancellation);
        return await table.Insert(Row.Of(key, place), cancellation);
    }

    /// <summary>Partition: digest of directory and object id, since nobody knows the organisation yet when it is looked up.</summary>
    private sealed class Row : ITableEntity
    {
        public const string OnlyRow = "identity";
        public const string First = "first-administrator";

        public string PartitionKey { get; set; } = "";

        public string RowKey { get; set; } = OnlyRow;

        public DateTimeOffset? Timestamp { get; set; }

        public ETag ETag { get; set; }

        public string Tenant { get; set; } = "";

        public string Member { get; set; } = "";

        [System.Runtime.Serialization.IgnoreDataMember]
        public Place Place => new(new TenantId(Tenant), new MemberId(Member));

        public static string Key(string directory, string objectId) =>
            MentionKey.Digest(["identity", directory.ToLowerInvariant(), objectId.ToLowerInvariant()]);

        public static Row Of(string key, Place place) => new() { PartitionKey = key, Tenant = place.Tenant.Value, Member = place.Member.Value };
    }
}

/// <summary>Where a member stands: in which organisation, and under which id.</summary>
internal sealed record Place(TenantId Tenant, MemberId Member);
