using System.Globalization;
using Azure.Data.Tables;
using CrowdControl.AuditLog.Leaves;
using CrowdControl.AuditLog.Publishing;
using CrowdControl.AuditLog.Tree;
using CrowdControl.Functions.Auditing.Log;

namespace CrowdControl.Functions.Auditing.Index;

/// <summary>Finds entries, newest first: those that are not indexed yet in the log itself, the others by the list that is likely the
/// shortest. What is found is read from the log and judged by what stands there: the index is derived, and proves nothing.</summary>
internal sealed class AuditSearch(OpenLog open, AuditFilter filter, AuditSight sight)
{
    /// <summary>Rows looked at for one page; whoever may see few of many gets a short page and a place to go on from.</summary>
    private const int MostRows = 20_000;

    /// <summary>Channels whose lists are read together, where somebody may see these alone.</summary>
    private const int MostLists = 8;

    private const int MostOfAList = 1_000;
    private const int AtOnce = 256;
    private const int MostReads = 8;

    /// <summary>A page of entries before an index; null for the newest.</summary>
    public async Task<Found> Page(long? before, int limit, CancellationToken cancellation)
    {
        var size = await open.Log.Size(cancellation);
        var at = Math.Min(before ?? size, size);
        var indexed = await open.Index.Ready(size, cancellation);
        var page = new Found(limit);
        at = await Tail(page, at, indexed?.Next ?? 0, cancellation);
        if (page.IsFull || at == 0) return page.GoOnBefore(at);
        return await Lists(page, at, indexed!, cancellation);
    }

    /// <summary>Reads back to where the index ends.</summary>
    private async Task<long> Tail(Found page, long at, long indexed, CancellationToken cancellation)
    {
        while (at > indexed && !page.IsFull)
        {
            var stored = (await open.Log.Reading.ReadBack(at, (int)Math.Min(AtOnce, at - indexed), cancellation)).Leaves;
            foreach (var (one, entry) in stored.Zip(await open.Index.Describe(stored, cancellation)))
            {
                at = one.Index;
                Take(page, one, entry);
                if (page.IsFull) break;
            }
        }

        return at;
    }

    private async Task<Found> Lists(Found page, long at, IndexPosition indexed, CancellationToken cancellation)
    {
        var (lists, terms, looked) = (Keys(), Terms(), 0);
        var latest = open.Index.Now.AddDays(1);
        var newest = Month.Of(filter.To is { } to && to < latest ? to : latest);
        var oldest = filter.From is { } from ? new Month(Math.Max(Month.Of(from).Number, indexed.First.Number)) : indexed.First;
        for (var month = newest; month.Number >= oldest.Number; month = month.Before)
        {
            for (var more = true; more;)
            {
                var (rows, seen) = (new List<IndexRow>(), -1L);
                foreach (var list in lists)
                {
                    var (read, fits) = (0, 0);
                    await foreach (var row in open.Index.Rows(list, month, at, terms, cancellation))
                    {
                        if (IsWanted(row)) { rows.Add(row); fits++; }
                        if (++read < MostOfAList && fits < page.Room) continue;
                        // Of what is older than this row, this list may have more.
                        seen = Math.Max(seen, row.Index);
                        break;
                    }

                    looked += read;
                }

                rows = [.. rows.Where(row => row.Index >= seen).OrderByDescending(row => row.Index).Take(page.Room)];
                foreach (var (stored, entry) in await Leaves(rows, cancellation)) Take(page, stored, entry);
                if (page.IsFull) return page.GoOnBefore(rows[^1].Index);
                more = seen >= 0;
                if (more) at = seen;
                if (more && looked >= MostRows) return page.GoOnBefore(at);
            }
        }

        return page;
    }

    private bool IsWanted(IndexRow row) => sight.Shows(row.Channel, row.Kind) && (!filter.Views || IndexedEntry.IsViewAct(row.Act));

    private void Take(Found page, StoredLeaf stored, IndexedEntry entry)
    {
        var leaf = LogIndex.Parse(stored);
        if (filter.Takes(entry) && sight.Shows(leaf)) page.Add(stored, leaf);
    }

    /// <summary>Reads the entries of rows, those of a bundle together and some bundles at a time.</summary>
    private async Task<IReadOnlyList<(StoredLeaf, IndexedEntry)>> Leaves(List<IndexRow> rows, CancellationToken cancellation)
    {
        var read = new System.Collections.Concurrent.ConcurrentBag<StoredLeaf>();
        var wanted = rows.Select(row => row.Index).ToHashSet();
        await Parallel.ForEachAsync(
            wanted.GroupBy(index => index / TileId.Full), new ParallelOptions { MaxDegreeOfParallelism = MostReads, CancellationToken = cancellation },
            async (bundle, token) =>
            {
                var (first, last) = (bundle.Min(), bundle.Max());
                foreach (var stored in await open.Log.Reading.Read(first, (int)(last - first + 1), token))
                    if (wanted.Contains(stored.Index)) read.Add(stored);
            });
        var leaves = read.OrderByDescending(stored => stored.Index).ToList();
        return [.. leaves.Zip(await open.Index.Describe(leaves, cancellation))];
    }

    private IReadOnlyList<IndexKey> Keys() => filter switch
    {
        { Act: PublishRecord.Heartbeat } => [IndexKey.ByAct(PublishRecord.Heartbeat)],
        { Subject: { } subject } => [IndexKey.BySubject($"{subject.Kind}:{subject.Id}")],
        { Actor: { } actor } => [IndexKey.ByActor(actor)],
        { Channel: { } channel } => [IndexKey.ByChannel(channel)],
        { Act: { } act } => [IndexKey.ByAct(act)],
        { Views: true } => [IndexKey.Views],
        _ when sight.Channels is { Count: <= MostLists } few => [.. few.Select(IndexKey.ByChannel)],
        _ => [IndexKey.Everything],
    };

    /// <summary>What storage itself leaves out of the list.</summary>
    private string Terms()
    {
        var terms = new List<string>();
        if (filter.Actor is { } actor) terms.Add(TableClient.CreateQueryFilter($"Actor eq {actor}"));
        if (filter.Channel is { } channel) terms.Add(TableClient.CreateQueryFilter($"Channel eq {channel}"));
        if (filter.Act is { } act) terms.Add(TableClient.CreateQueryFilter($"Act eq {act}"));
        if (filter.From is { } from) terms.Add(TableClient.CreateQueryFilter($"At ge {from}"));
        if (filter.To is { } to) terms.Add(TableClient.CreateQueryFilter($"At lt {to}"));
        return string.Concat(terms.Select(term => string.Create(CultureInfo.InvariantCulture, $" and {term}")));
    }
}

/// <summary>Entries of a page, newest first.</summary>
internal sealed class Found(int limit)
{
    private readonly List<(StoredLeaf Stored, Leaf Leaf)> _entries = [];

    public IReadOnlyList<(StoredLeaf Stored, Leaf Leaf)> Entries => _entries;

    /// <summary>Before which entry the next page begins; null at the end.</summary>
    public long? Next { get; private set; }

    public int Room => limit - _entries.Count;

    public bool IsFull => Room == 0;

    public void Add(StoredLeaf stored, Leaf leaf) => _entries.Add((stored, leaf));

    public Found GoOnBefore(long index)
    {
        Next = index > 0 ? index : null;
        return this;
    }
}
