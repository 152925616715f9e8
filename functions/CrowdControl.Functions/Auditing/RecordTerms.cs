using CrowdControl.Functions.Access;
using CrowdControl.Functions.Auditing.Index;
using CrowdControl.Functions.Auditing.Log;
using CrowdControl.Functions.Hosting;

namespace CrowdControl.Functions.Auditing;

/// <summary>What may be chosen from in a search of the record, so that nobody has to know an id by heart.</summary>
public sealed class RecordTerms
{
    private readonly RecordLogs _logs;
    private readonly IndexTerms _terms;
    private readonly Roster _roster;

    internal RecordTerms(RecordLogs logs, IndexTerms terms, Roster roster) => (_logs, _terms, _roster) = (logs, terms, roster);

    public async Task<SearchTermsView> Of(Caller caller, CancellationToken cancellation)
    {
        var open = await _logs.Opened(caller.Tenant, cancellation);
        var size = await open.Log.Size(cancellation);
        var indexed = (await open.Index.Ready(size, cancellation))?.Next ?? 0;
        var waiting = await open.Index.Read(indexed, (int)(size - indexed), cancellation);
        var (acts, actors) = await _terms.Read(caller.Tenant, waiting, cancellation);
        var members = (await _roster.List(caller.Tenant, cancellation)).ToDictionary(member => member.Id.Value, member => member.Name, StringComparer.Ordinal);
        return new SearchTermsView(
            [.. actors.Select(id => new ActorTermView(id, members.GetValueOrDefault(id), members.ContainsKey(id))).OrderBy(actor => !actor.IsMember).ThenBy(actor => actor.Name ?? actor.Id, StringComparer.CurrentCultureIgnoreCase)],
            acts);
    }
}

/// <param name="Actors">Everybody, and every job, that ever acted.</param>
/// <param name="Acts">Every act that the record knows.</param>
public sealed record SearchTermsView(IReadOnlyList<ActorTermView> Actors, IReadOnlyList<string> Acts);

/// <param name="Name">Null for a job of the product, and for somebody who is no member any more.</param>
public sealed record ActorTermView(string Id, string? Name, bool IsMember);
