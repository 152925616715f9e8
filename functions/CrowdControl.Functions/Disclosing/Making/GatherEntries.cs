using System.Text.RegularExpressions;
using CrowdControl.AuditLog.Canonical;
using CrowdControl.AuditLog.Notes;
using CrowdControl.AuditLog.Packs;
using CrowdControl.Domain.Disclosing;
using CrowdControl.Functions.Auditing.Excerpts;
using CrowdControl.Functions.Auditing.Secrets;
using CrowdControl.Functions.Disclosing.Store;

namespace CrowdControl.Functions.Disclosing.Making;

/// <summary>Second step, as often as there are batches: reads entries, proofs and values, and keeps back what is to be kept back.</summary>
internal sealed partial class GatherEntries(RecordExcerpts record, PackShelf shelf)
{
    private const string Assertion = "wa";
    private const string Erased = "Its salt and value were destroyed; the record's entry of the erasure says by whom and why.";

    public async Task<Batch> Run(DisclosurePack pack, PackFrame frame, int number, CancellationToken cancellation)
    {
        if (await shelf.Settled<Batch>(pack.Tenant, pack.Id, Batch.Step(number), cancellation) is { } there) return there;

        var chosen = frame.Entries.Skip(number * PackFrame.AtOnce).Take(PackFrame.AtOnce).ToList();
        var note = SignedNote.Parse(frame.Checkpoint);
        var custody = frame.Exhibits.SelectMany(exhibit => exhibit.Entries).ToHashSet();
        var (files, redactions, shown) = (new PartWriter(), new List<PackRedaction>(), new List<ShownEntry>());
        foreach (var entry in await record.Entries(pack.Tenant, chosen, frame.Size, cancellation))
        {
            var index = (ulong)entry.Index;
            files.Add(PackPath.Entry(index), entry.Bytes.Span);
            files.Add(PackPath.Proof(index), new TlogProof(index, entry.Proof, note).ToBytes());
            // Whoever gets a file is to see where it came from and who had it, whenever that was.
            var terms = custody.Contains(entry.Index) ? pack.Terms with { Period = DisclosurePeriod.Always } : pack.Terms;
            var kept = Redactions(terms, entry, entry.Index == frame.Seal).ToList();
            redactions.AddRange(kept);
            var open = entry.Values.Where(value => kept.All(one => one.Field != value.Name)).ToList();
            if (open.Count > 0)
                files.Add(PackPath.Disclosures(index), PackDisclosures.ToBytes(
                    open.Select(value => new PackDisclosure(value.Name, value.Salt, (JsonItem)value.Value))));
            shown.Add(Shown(pack.Terms, entry, open, kept));
        }

        var parts = await files.Keep(shelf, pack.Tenant, pack.Id, cancellation);
        return await shelf.Settle(pack.Tenant, pack.Id, Batch.Step(number), new Batch(parts, redactions, shown), cancellation);
    }

    /// <summary>Every commitment of an entry is shown, or stands here with the reason why not.</summary>
    /// <param name="isSeal">The seal's entry says nothing of anybody, and completeness rests on it: its values always go along.</param>
    internal static IEnumerable<PackRedaction> Redactions(DisclosureTerms terms, ExcerptEntry entry, bool isSeal)
    {
        var exhibit = ExhibitOf(entry);
        var names = entry.Leaf.Draft.Details.Keys.Where(name => !ErasedField.IsOne(entry.Leaf, name));
        if (entry.Leaf.Draft.Assertion is not null) names = names.Append(Assertion);
        foreach (var name in names)
        {
            var kept = entry.Values.Any(value => value.Name == name);
            if (!kept) yield return new PackRedaction((ulong)entry.Index, name, Code(RedactionReason.Erased), Erased);
            else if (!isSeal && terms.Withholds(entry.Index, entry.Leaf.At, name, exhibit) is { } withheld)
                yield return new PackRedaction((ulong)entry.Index, name, Code(withheld.Reason), Cell(withheld.Authority));
        }
    }

    private static string? ExhibitOf(ExcerptEntry entry) => entry.Leaf.Draft.Subject is { Kind: "exhibit", Id: var id } ? id : null;

    /// <summary>"ThirdParty" is third-party in redactions.csv.</summary>
    internal static string Code(RedactionReason reason) => Words().Replace(reason.ToString(), "-$1").ToLowerInvariant();

    /// <summary>A spreadsheet would take a text that begins so for a formula.</summary>
    private static string Cell(string text) => text[0] is '=' or '+' or '-' or '@' ? $"'{text}" : text;

    private static ShownEntry Shown(
        DisclosureTerms terms, ExcerptEntry entry, List<Disclosure> open, List<PackRedaction> kept)
    {
        var draft = entry.Leaf.Draft;
        var name = open.Find(value => value.Name == ExcerptEntry.ActorName)?.Value;
        return new ShownEntry(
            entry.Index, entry.Leaf.At, draft.Type, name is null ? draft.Actor.Id : $"{name} ({draft.Actor.Id})", $"{draft.Subject.Kind}:{draft.Subject.Id}",
            draft.Outcome, terms.SensitiveEntry(entry.Index) is not null || (ExhibitOf(entry) is { } exhibit && terms.SensitiveExhibit(exhibit) is not null),
            [.. open.Where(value => value.Name != ExcerptEntry.ActorName).OrderBy(value => value.Name, StringComparer.Ordinal)
                .Select(value => new ShownField(value.Name, value.Value))],
            [.. kept.Select(one => one.Field)]);
    }

    [GeneratedRegex("(?<=[a-z])([A-Z])")]
    private static partial Regex Words();
}
