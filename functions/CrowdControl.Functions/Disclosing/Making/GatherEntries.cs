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
    public async Task<Batch> Run(DisclosurePack pack, PackFrame frame, int number, CancellationToken cancellation)
    {
        if (await shelf.Settled<Batch>(pack.Tenant, pack.Id, Batch.Step(number), cancellation) is { } there) return there;

        var chosen = frame.Entries.Skip(number * PackFrame.AtOnce).Take(PackFrame.AtOnce).ToList();
        var note = SignedNote.Parse(frame.Checkpoint);
        var erased = frame.Erased.ToLookup(place => place.Index, place => place.Field);
        var custody = frame.Exhibits.SelectMany(exhibit => exhibit.Entries).ToHashSet();
        var (files, redactions, shown) = (new PartWriter(), new List<PackRedaction>(), new List<ShownEntry>());
        foreach (var entry in await record.Entries(pack.Tenant, chosen, frame.Size, cancellation))
        {
            var index = (ulong)entry.Index;
            files.Add(PackPath.Entry(index), entry.Bytes.Span);
            files.Add(PackPath.Proof(index), new TlogProof(index, entry.Proof, note).ToBytes());
            // Whoever gets a file is to see where it came from and who had it, whenever that was.
            var terms = custody.Contains(entry.Index) ? pack.Terms with { Period = DisclosurePeriod.Always } : pack.Terms;
            var gone = erased[entry.Index].Where(name => entry.Values.All(value => value.Name != name)).Order(StringComparer.Ordinal).ToList();
            var kept = Redactions(terms, entry, entry.Index == frame.Seal, gone).ToList();
            redactions.AddRange(kept);
            var open = entry.Values.Where(value => kept.All(one => one.Field != value.Name)).ToList();
            if (open.Count > 0)
                files.Add(PackPath.Disclosures(index), PackDisclosures.ToBytes(
                    open.Select(value => new PackDisclosure(value.Name, value.Salt, (JsonItem)value.Value))));
            shown.Add(Shown(pack.Terms, entry, open, kept, gone));
        }

        var parts = await files.Keep(shelf, pack.Tenant, pack.Id, cancellation);
        return await shelf.Settle(pack.Tenant, pack.Id, Batch.Step(number), new Batch(parts, redactions, shown), cancellation);
    }

    /// <summary>Every commitment of an entry is shown, or erased, or stands here with the reason why not.</summary>
    /// <param name="isSeal">The seal's entry says nothing of anybody, and completeness rests on it: its values always go along.</param>
    /// <param name="erased">Names that an entry of the erasure covers.</param>
    /// <exception cref="PackImpossible">A value is gone, and no entry says that it was erased.</exception>
    internal static IEnumerable<PackRedaction> Redactions(DisclosureTerms terms, ExcerptEntry entry, bool isSeal, IReadOnlyList<string> erased)
    {
        var exhibit = ExhibitOf(entry);
        var names = entry.Leaf.Draft.Details.Keys.Where(name => !ErasedField.IsOne(entry.Leaf, name));
        if (entry.Leaf.Draft.Assertion is not null) names = names.Append(Assertion);
        foreach (var name in names)
        {
            if (erased.Contains(name)) continue;
            if (!isSeal && terms.Withholds(entry.Index, entry.Leaf.At, name, exhibit) is { } withheld)
                yield return new PackRedaction((ulong)entry.Index, name, Code(withheld.Reason), Cell(withheld.Authority));
            else if (entry.Values.All(value => value.Name != name))
                throw new PackImpossible(
                    $"The value of {name} in entry {entry.Index} is gone, and no entry says that it was erased. Have somebody find out why. "
                    + "To disclose the rest, keep this field back in that entry, and say there what happened.");
        }
    }

    private static string? ExhibitOf(ExcerptEntry entry) => entry.Leaf.Draft.Subject is { Kind: "exhibit", Id: var id } ? id : null;

    /// <summary>"ThirdParty" is third-party in redactions.csv.</summary>
    internal static string Code(RedactionReason reason) => Words().Replace(reason.ToString(), "-$1").ToLowerInvariant();

    /// <summary>A spreadsheet would take a text that begins so for a formula.</summary>
    private static string Cell(string text) => text[0] is '=' or '+' or '-' or '@' ? $"'{text}" : text;

    private static ShownEntry Shown(
        DisclosureTerms terms, ExcerptEntry entry, List<Disclosure> open, List<PackRedaction> kept, IReadOnlyList<string> erased)
    {
        var draft = entry.Leaf.Draft;
        var name = open.Find(value => value.Name == ExcerptEntry.ActorName)?.Value;
        return new ShownEntry(
            entry.Index, entry.Leaf.At, draft.Type, name is null ? draft.Actor.Id : $"{name} ({draft.Actor.Id})", $"{draft.Subject.Kind}:{draft.Subject.Id}",
            draft.Outcome, terms.SensitiveEntry(entry.Index) is not null || (ExhibitOf(entry) is { } exhibit && terms.SensitiveExhibit(exhibit) is not null),
            [.. open.Where(value => value.Name != ExcerptEntry.ActorName).OrderBy(value => value.Name, StringComparer.Ordinal)
                .Select(value => new ShownField(value.Name, value.Value))],
            [.. kept.Select(one => one.Field)], erased);
    }

    [GeneratedRegex("(?<=[a-z])([A-Z])")]
    private static partial Regex Words();
}
