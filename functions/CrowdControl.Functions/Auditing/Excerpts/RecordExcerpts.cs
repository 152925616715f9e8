using System.Globalization;
using CrowdControl.AuditLog.Journal;
using CrowdControl.AuditLog.Leaves;
using CrowdControl.AuditLog.Notes;
using CrowdControl.AuditLog.Publishing;
using CrowdControl.AuditLog.Seals;
using CrowdControl.AuditLog.Tree;
using CrowdControl.Domain;
using CrowdControl.Functions.Auditing.Anchors;
using CrowdControl.Functions.Auditing.Log;
using CrowdControl.Functions.Auditing.Seals;
using CrowdControl.Functions.Auditing.Secrets;

namespace CrowdControl.Functions.Auditing.Excerpts;

/// <summary>Parts of a record with everything that proves them, for those who hand them out. Nothing here asks who may have them.</summary>
public sealed class RecordExcerpts
{
    private const int Bundle = 256;
    private readonly RecordLogs _logs;
    private readonly SecretTable _secrets;
    private readonly SealDesk _seals;
    private readonly AnchorDesk _anchors;
    private readonly PolicyDesk _policies;

    internal RecordExcerpts(RecordLogs logs, SecretTable secrets, SealDesk seals, AnchorDesk anchors, PolicyDesk policies) =>
        (_logs, _secrets, _seals, _anchors, _policies) = (logs, secrets, seals, anchors, policies);

    /// <summary>Under which name the outside world knows the organisation's log.</summary>
    public async Task<string> OriginOf(TenantId tenant, CancellationToken cancellation) => (await _logs.Opened(tenant, cancellation)).Origin;

    /// <summary>A seal over all streams as they stand: with it, the entries of one can be shown to be all.</summary>
    public Task<Sealing> SealNow(TenantId tenant, CancellationToken cancellation) => _seals.SealNow(tenant, cancellation);

    /// <summary>A checkpoint over everything that was recorded by now, with whatever parties outside say of it.</summary>
    public async Task<SignedNote> AnchorNow(TenantId tenant, CancellationToken cancellation) => await _anchors.AnchorNow(tenant, cancellation)
        ?? throw new InvalidOperationException("A record without entries has no checkpoint.");

    /// <summary>Whom to believe: trust.policy.</summary>
    public Task<byte[]> Policy(TenantId tenant, CancellationToken cancellation) => _policies.Write(tenant, cancellation);

    /// <summary>Entries of the log.</summary>
    public async Task<long> Size(TenantId tenant, CancellationToken cancellation) => await (await _logs.Of(tenant, cancellation)).Size(cancellation);

    /// <summary>Indices of a stream's entries up to the sealed one, from the first on: each entry says where the one before it stands.</summary>
    /// <exception cref="LogStopped">The entries do not lead from one to the other.</exception>
    public async Task<IReadOnlyList<long>> OfStream(TenantId tenant, SealItem end, CancellationToken cancellation)
    {
        var (reading, found) = ((await _logs.Of(tenant, cancellation)).Reading, new List<long>());
        for (var next = end.Last; next >= 0;)
        {
            // The entries of one stream lie close together or far apart: what one read gives is used for as many of them as it holds.
            var from = Math.Max(0, next + 1 - Bundle);
            var page = await reading.Read(from, (int)(next + 1 - from), cancellation);
            for (; next >= from; next = Before(page[(int)(next - from)], end)) found.Add(next);
        }

        if (found.Count != end.Number + 1)
            throw new LogStopped(LogStop.Corrupt, $"The stream {end.Stream} has {found.Count} entries, and {end.Number + 1} are sealed.");
        found.Reverse();
        return found;
    }

    /// <summary>Indices of the entries that registered or revoked passkeys of whoever signed something (act.r of entries with wa), rising
    /// and below the size: a pack that shows a signature has to show these too.</summary>
    public async Task<IReadOnlyList<long>> PasskeysOf(
        TenantId tenant, IReadOnlyCollection<string> signers, long size, CancellationToken cancellation) =>
        signers.Count == 0 ? [] : await SignerEntries.Of(await _logs.Opened(tenant, cancellation), signers, size, cancellation);

    /// <summary>Entries with their proofs in the tree of a size, and what lies behind their commitments as far as it is kept.</summary>
    /// <param name="indices">Rising, each below the size.</param>
    public async Task<IReadOnlyList<ExcerptEntry>> Entries(
        TenantId tenant, IReadOnlyCollection<long> indices, long size, CancellationToken cancellation)
    {
        var (reading, found) = ((await _logs.Of(tenant, cancellation)).Reading, await Read(tenant, indices, cancellation));
        var kept = await _secrets.Read(tenant, [.. found.Select(one => one.Leaf)], cancellation);
        var entries = new List<ExcerptEntry>();
        foreach (var (stored, leaf) in found)
            entries.Add(new ExcerptEntry(
                stored.Index, stored.Bytes, leaf, await reading.Inclusion(stored.Index, size, cancellation),
                [.. kept[leaf.Draft.Id].SelectMany(fields => fields).Where(leaf.Commits).DistinctBy(field => field.Name)]));
        return entries;
    }

    /// <summary>Entries without proofs and without what lies behind their commitments.</summary>
    public async Task<IReadOnlyList<(long Index, Leaf Leaf)>> Leaves(
        TenantId tenant, IReadOnlyCollection<long> indices, CancellationToken cancellation) =>
        [.. (await Read(tenant, indices, cancellation)).Select(one => (one.Stored.Index, one.Leaf))];

    /// <summary>Proof that the tree of the old size is the beginning of that of the new one.</summary>
    public async Task<Digest[]> Consistency(TenantId tenant, long oldSize, long newSize, CancellationToken cancellation) =>
        oldSize == newSize ? [] : await (await _logs.Of(tenant, cancellation)).Reading.Consistency(oldSize, newSize, cancellation);

    /// <summary>The checkpoint of a size as it was signed; null where none of that size was.</summary>
    public async Task<SignedNote?> CheckpointOf(TenantId tenant, long size, CancellationToken cancellation)
    {
        var (_, store, _, _, folder, _) = await _logs.Opened(tenant, cancellation);
        return await store.Get(LogArea.Anchors, new LogPaths(folder).Checkpoint(size), cancellation) is { } stored ? SignedNote.Parse(stored.Bytes.Span) : null;
    }

    /// <summary>Time stamps over the stored checkpoint of a size: authority and response.</summary>
    public async Task<IReadOnlyList<(string Authority, byte[] Response)>> Stamps(TenantId tenant, long size, CancellationToken cancellation)
    {
        var (_, store, _, _, folder, _) = await _logs.Opened(tenant, cancellation);
        var (prefix, stamps) = (string.Create(CultureInfo.InvariantCulture, $"{folder}/tsr/{size:D12}."), new List<(string, byte[])>());
        await foreach (var name in store.List(LogArea.Anchors, prefix, cancellation))
            if (await store.Get(LogArea.Anchors, name, cancellation) is { } stored)
                stamps.Add((name[prefix.Length..^".tsr".Length], stored.Bytes.ToArray()));
        return stamps;
    }

    private async Task<List<(StoredLeaf Stored, Leaf Leaf)>> Read(
        TenantId tenant, IReadOnlyCollection<long> indices, CancellationToken cancellation)
    {
        var (reading, found) = ((await _logs.Of(tenant, cancellation)).Reading, new List<(StoredLeaf, Leaf)>());
        foreach (var bundle in indices.GroupBy(index => index / Bundle))
        {
            var (from, last) = (bundle.Min(), bundle.Max());
            var page = await reading.Read(from, (int)(last + 1 - from), cancellation);
            found.AddRange(bundle.Select(index => page[(int)(index - from)]).Select(stored => (stored, Leaf.Parse(stored.Bytes.Span))));
        }

        return found;
    }

    private static long Before(StoredLeaf stored, SealItem end)
    {
        var place = Leaf.Parse(stored.Bytes.Span).Place;
        return place.Stream == end.Stream && place.Previous < stored.Index
            ? place.Previous
            : throw new LogStopped(LogStop.Corrupt, $"Entry {stored.Index} is of {place.Stream}, where one of {end.Stream} belongs.");
    }
}

/// <param name="Bytes">As the log holds them.</param>
/// <param name="Proof">In the tree of the size that was asked for.</param>
/// <param name="Values">What the entry commits to and was not erased.</param>
public sealed record ExcerptEntry(
    long Index, ReadOnlyMemory<byte> Bytes, Leaf Leaf, IReadOnlyList<Digest> Proof, IReadOnlyList<Disclosure> Values)
{
    /// <summary>The value that names whoever acted.</summary>
    public const string ActorName = AuditLeaf.ActorName;
}
