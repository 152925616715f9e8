using CrowdControl.Domain;
using CrowdControl.Domain.Access;
using CrowdControl.Domain.Disclosing;
using CrowdControl.Domain.Evidence;
using CrowdControl.Functions.Evidence;
using CrowdControl.Functions.Hosting;

namespace CrowdControl.Functions.Disclosing;

/// <summary>Whether a case and the exhibits that somebody names are there, and may be in a pack of theirs.</summary>
internal sealed class ExhibitChoice(EvidenceStore evidence)
{
    /// <summary>A zip without extensions holds 4 GiB.</summary>
    private const long MostBytes = 3L * 1024 * 1024 * 1024;

    /// <returns>Null where nothing is in the way.</returns>
    public async Task<Refusal?> Barred(Caller caller, DisclosureTerms terms, CancellationToken cancellation)
    {
        if (terms.Scope.Case is { } of && await evidence.FindCase(caller.Tenant, of, cancellation) is null)
            return new Refusal.Invalid("case", "There is no such case. Choose one of your organisation's cases.");
        var bytes = 0L;
        foreach (var id in terms.Exhibits)
        {
            if (await Find(caller, terms, id, cancellation) is not { } exhibit) return new Refusal.Invalid("exhibits", Unknown(terms, id));
            if (!MayRead(caller, exhibit))
                return new Refusal.NotPermitted($"Your roles do not let you read exhibit {exhibit.Number}. Leave it out, or have somebody ask who may read it.");
            if (exhibit.State is not ExhibitState.Kept)
                return new Refusal.Invalid("exhibits", $"Exhibit {exhibit.Number} is destroyed, so nobody can disclose it. Leave it out; the record says why it went.");
            if (await Hidden(terms, exhibit, cancellation) is { } hidden) return hidden;
            bytes += exhibit.Bytes;
        }

        foreach (var (at, item) in terms.Sensitive.Index())
            if (item.Exhibit is { } id && await Find(caller, terms, id, cancellation) is null)
                return new Refusal.Invalid($"sensitive.{at}.exhibit", Unknown(terms, id));
        return bytes > MostBytes ? new Refusal.Invalid("exhibits", "These are more than 3 GiB together, which no pack holds. Ask for several packs.") : null;
    }

    /// <summary>Of no channel is what a feed brought: whoever may read evidence anywhere may read it.</summary>
    public static bool MayRead(Caller caller, Exhibit exhibit) => exhibit.Channel is { } channel
        ? caller.May(Permission.ReadEvidence, channel)
        : caller.May(Permission.ReadEvidence);

    private async Task<Exhibit?> Find(Caller caller, DisclosureTerms terms, string id, CancellationToken cancellation) =>
        new ExhibitId(id) is var named && (terms.Scope.Case is null || named.Case == terms.Scope.Case)
            ? await evidence.Find(caller.Tenant, named, cancellation) : null;

    private static string Unknown(DisclosureTerms terms, string id) =>
        terms.Scope.Case is null ? $"There is no exhibit {id}." : $"This case has no exhibit {id}.";

    /// <summary>An entry that names the file of an exhibit cannot be kept back where the file goes along.</summary>
    private async Task<Refusal?> Hidden(DisclosureTerms terms, Exhibit exhibit, CancellationToken cancellation)
    {
        if (terms.Sensitive.All(item => item.Entry is null)) return null;
        foreach (var touch in await evidence.Custody(exhibit.Tenant, exhibit.Id, cancellation))
            if (terms.Sensitive.Index().FirstOrDefault(item => item.Item.Entry == touch.Entry) is { Item: not null, Index: var at })
                return new Refusal.Invalid($"sensitive.{at}.entry", $"Entry {touch.Entry} is of the custody of exhibit {exhibit.Number}, which is to go along. Choose one.");
        return null;
    }
}
