using CrowdControl.AuditLog.Journal;
using CrowdControl.AuditLog.Leaves;
using CrowdControl.AuditLog.Publishing;
using CrowdControl.AuditLog.Sequencing;
using CrowdControl.Domain;
using CrowdControl.Functions.Auditing.Secrets;

namespace CrowdControl.Functions.Auditing.Index;

/// <summary>The index of one log, written behind it: every few minutes, before too much waits, and before the log leaves a segment.</summary>
internal sealed class LogIndex(
    IndexTable table, IndexTerms terms, SecretTable secrets, TenantId tenant, string name, SequencedLog log, TimeProvider clock) : IDisposable
{
    /// <summary>Entries that may wait for the grid: a search reads them from the log.</summary>
    public const int MostWaiting = 2_048;

    /// <summary>Each write is a request for every list that the entries stand in: the more of them at once, the fewer a request.</summary>
    private static readonly TimeSpan Grid = TimeSpan.FromMinutes(5);

    private readonly SemaphoreSlim _turn = new(1);

    /// <summary>Requests that writing it took in this process.</summary>
    public int Writes { get; private set; }

    /// <summary>Indexes what waits, where it has waited long enough or is too much.</summary>
    public async Task AdvanceOnGrid(CancellationToken cancellation)
    {
        var (position, size) = (await table.Position(tenant, name, cancellation), await log.Size(cancellation));
        if (position is not null && size - position.Next < MostWaiting && clock.GetUtcNow() - position.At < Grid) return;
        await Advance(size, cancellation);
    }

    /// <summary>Indexes the entries before this one. Ids are told from the last two segments and from here: the log leaves a segment only
    /// once what stood before it can be found here, so whoever appends waits where the index cannot be written.</summary>
    public async Task Advance(long until, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            while (true)
            {
                var position = await table.Position(tenant, name, cancellation);
                var next = position?.Next ?? 0;
                if (next >= until) return;
                var entries = await Read(next, (int)Math.Min(MostWaiting, until - next), cancellation);
                Writes += 1 + await table.Write(tenant, name, entries, cancellation);
                await terms.Note(tenant, entries, position is null, cancellation);
                // Last: what stands before the position can be found, whatever ended this before. Where another was faster, theirs counts.
                await table.Note(
                    tenant, name,
                    new IndexPosition(next + entries.Count, position?.First ?? Month.Of(entries[0].At), clock.GetUtcNow(), position?.Tag ?? default),
                    cancellation);
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>How far the index goes, after catching up where it is so far behind that a search would have to read for long.</summary>
    /// <returns>Null where nothing is indexed yet.</returns>
    public async Task<IndexPosition?> Ready(long size, CancellationToken cancellation)
    {
        var position = await table.Position(tenant, name, cancellation);
        if (size - (position?.Next ?? 0) <= MostWaiting) return position;
        await Advance(size, cancellation);
        return await table.Position(tenant, name, cancellation);
    }

    public DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>The entry of this id, where it is indexed and the log bears it out: a row that somebody put into the table must not
    /// keep an act from being recorded.</summary>
    public async Task<long?> Find(string id, CancellationToken cancellation) =>
        await table.Find(tenant, name, id, cancellation) is { } index
        && await log.Reading.Find(index, cancellation) is { } stored && Parse(stored).Draft.Id == id ? index : null;

    public IAsyncEnumerable<IndexRow> Rows(IndexKey key, Month month, long before, string terms, CancellationToken cancellation) =>
        table.Read(tenant, name, key, month, before, terms, cancellation);

    public async Task<IReadOnlyList<IndexedEntry>> Read(long from, int count, CancellationToken cancellation) =>
        await Describe(await log.Reading.Read(from, count, cancellation), cancellation);

    /// <summary>What the entries are found by; the values beside the log are read for those alone that need them.</summary>
    public async Task<IReadOnlyList<IndexedEntry>> Describe(IReadOnlyList<StoredLeaf> stored, CancellationToken cancellation)
    {
        var leaves = stored.Select(one => (one.Index, Leaf: Parse(one))).ToList();
        var views = leaves.Where(one => IndexedEntry.NeedsValues(one.Leaf)).Select(one => one.Leaf).ToList();
        var values = await secrets.Read(tenant, views, cancellation);
        return [.. leaves.Select(one => IndexedEntry.Of(one.Index, one.Leaf, values[one.Leaf.Draft.Id].SelectMany(fields => fields).Where(one.Leaf.Commits)))];
    }

    public void Dispose() => _turn.Dispose();

    internal static Leaf Parse(StoredLeaf stored)
    {
        try
        {
            return Leaf.Parse(stored.Bytes.Span);
        }
        catch (FormatException wrong)
        {
            throw new LogStopped(LogStop.Corrupt, $"Entry {stored.Index} is not in the form of this record: {wrong.Message}");
        }
    }
}
