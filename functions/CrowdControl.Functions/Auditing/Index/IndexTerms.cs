using System.Collections.Concurrent;
using Azure.Data.Tables;
using CrowdControl.Domain;
using CrowdControl.Functions.Hosting;

namespace CrowdControl.Functions.Auditing.Index;

/// <summary>Which acts, and which actors, an organisation's record knows: what a search may be offered. Rows of the index's table:
/// PartitionKey TENANT|term, RowKey act:ACT or actor:ID.</summary>
internal sealed class IndexTerms(Tables tables)
{
    private const int MostTogether = 100;
    private const string Act = "act:";
    private const string Actor = "actor:";

    private readonly ConcurrentDictionary<(TenantId, string), bool> _known = new();

    /// <summary>Notes those that this process has not noted yet; all, where the index is begun anew.</summary>
    public async Task Note(TenantId tenant, IReadOnlyList<IndexedEntry> entries, bool anew, CancellationToken cancellation)
    {
        var terms = Of(entries).Where(term => anew || !_known.ContainsKey((tenant, term))).ToList();
        var table = await tables.Open(IndexTable.Name, cancellation);
        foreach (var batch in terms.Chunk(MostTogether))
        {
            await table.SubmitTransactionAsync(
                batch.Select(term => new TableTransactionAction(TableTransactionActionType.UpsertReplace, new TableEntity(Partition(tenant), term))), cancellation);
            foreach (var term in batch) _known[(tenant, term)] = true;
        }
    }

    /// <param name="waiting">Entries that are not indexed yet.</param>
    public async Task<(IReadOnlyList<string> Acts, IReadOnlyList<string> Actors)> Read(
        TenantId tenant, IReadOnlyList<IndexedEntry> waiting, CancellationToken cancellation)
    {
        var table = await tables.Open(IndexTable.Name, cancellation);
        var rows = await table.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {Partition(tenant)}"), select: ["RowKey"], cancellationToken: cancellation)
            .Select(row => row.RowKey).ToListAsync(cancellation);
        var all = rows.Concat(Of(waiting)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        return ([.. Named(Act)], [.. Named(Actor)]);

        IEnumerable<string> Named(string kind) => all.Where(term => term.StartsWith(kind, StringComparison.Ordinal)).Select(term => term[kind.Length..]);
    }

    private static IEnumerable<string> Of(IReadOnlyList<IndexedEntry> entries) => entries
        .SelectMany(entry => new[] { Act + entry.Act, Actor + entry.Actor }).Distinct(StringComparer.Ordinal);

    private static string Partition(TenantId tenant) => $"{tenant}|term";
}
