using System.Globalization;
using CrowdControl.AuditLog.Leaves;
using CrowdControl.AuditLog.Notes;
using CrowdControl.AuditLog.Officers;
using CrowdControl.AuditLog.Packs;
using CrowdControl.AuditLog.Tree;

namespace CrowdControl.AuditLog.Verifying.Packs;

/// <summary>The entries of a pack: each stands in the tree, and each of its commitments is opened, listed as withheld, or erased.</summary>
internal sealed class PackEntries(PackArchive pack, byte[] note, Checkpoint checkpoint)
{
    private const string Assertion = OfficerAssertion.Name;
    private readonly SortedDictionary<ulong, Leaf> _entries = [];
    private readonly OfficerChecks _officers = new(whole: false);
    private readonly List<Finding> _findings = [];

    public IReadOnlyDictionary<ulong, Leaf> All => _entries;

    /// <summary>Signatures of officers that could not be judged.</summary>
    public IReadOnlyList<Finding> Findings => _findings;

    public int Shown { get; private set; }

    public int Withheld { get; private set; }

    /// <exception cref="Refused">The first entry that is wrong is named.</exception>
    public void Check()
    {
        var last = DateTimeOffset.MinValue;
        foreach (var index in pack.Names.Select(PackName.Parse).OfType<PackName>().Select(name => name.Index).OfType<ulong>().Distinct().Order())
        {
            var leaf = Entry(index);
            if (leaf.At < last) throw Refused.At(index, PackPath.Entry(index), "Its time is before that of an entry before it.");
            last = leaf.At;
            _entries[index] = leaf;
        }

        if (_entries.Count == 0) throw Refused.Because("data/entries/", "There is no entry.");
        Commitments();
    }

    private Leaf Entry(ulong index) => Named(index, PackPath.Entry(index), () =>
    {
        if (!pack.Has(PackPath.Entry(index))) throw new FormatException("The entry is missing.");
        var bytes = pack.Read(PackPath.Entry(index));
        var (leaf, proof) = (Leaf.Parse(bytes), TlogProof.Parse(pack.Read(PackPath.Proof(index))));
        if (proof.Index != index || proof.Extra is not null) throw new FormatException("Its proof is of another entry, or says more than a proof does.");
        if (!proof.Checkpoint.ToBytes().AsSpan().SequenceEqual(note)) throw new FormatException("Its proof leads to another checkpoint.");
        InclusionProof.Check(index, checkpoint.Size, TreeHash.Leaf(bytes), [.. proof.Hashes], checkpoint.Root);
        return leaf.Place.Previous < (long)index && leaf.Place.Number <= (long)index
            ? leaf : throw new FormatException("Its place in its stream says that it cannot stand here.");
    });

    private void Commitments()
    {
        var withheld = PackRedactions.Parse(pack.Read(PackPath.Redactions)).ToLookup(one => one.Index);
        if (withheld.FirstOrDefault(one => !_entries.ContainsKey(one.Key)) is { } stray)
            throw Refused.Because(PackPath.Redactions, $"It speaks of entry {stray.Key}, which is not in the pack.");
        var erased = _entries.SelectMany(entry => ErasedField.Of(entry.Value).Where(field => field.Index < entry.Key))
            .Select(field => (field.Index, field.Field, field.Commitment)).ToHashSet();
        foreach (var (index, leaf) in _entries)
            Named(index, PackPath.Disclosures(index), () =>
            {
                var names = leaf.Draft.Details.Where(detail => !ErasedField.IsOne(leaf, detail.Key)).ToDictionary(StringComparer.Ordinal);
                if (leaf.Draft.Assertion is { } assertion) names[Assertion] = assertion;
                var shown = Opened(index, names, out var signature);
                var listed = withheld[index].Select(one => one.Field).ToHashSet(StringComparer.Ordinal);
                if (listed.FirstOrDefault(field => !names.ContainsKey(field)) is { } none)
                    throw new FormatException($"The list of what is withheld names the field {none}, which the entry does not have.");
                if (listed.FirstOrDefault(shown.Contains) is { } both) throw new FormatException($"The field {both} is shown, and listed as withheld.");
                foreach (var (name, commitment) in names)
                    if (!shown.Contains(name) && !listed.Contains(name) && !erased.Contains((index, name, commitment)))
                        throw new FormatException($"The field {name} is neither shown, nor listed as withheld, nor erased.");
                Officer(index, leaf, signature);
                Shown += shown.Count;
                Withheld += names.Count - shown.Count;
                return leaf;
            });
    }

    private void Officer(ulong index, Leaf leaf, string? signature)
    {
        if (_officers.Take(index, leaf, signature, PackPath.Entry(index)) is not { } finding) return;
        if (finding.Gravity is Gravity.Wrong) throw new Refused(finding);
        _findings.Add(finding);
    }

    private HashSet<string> Opened(ulong index, Dictionary<string, Canonical.Commitment> names, out string? signature)
    {
        signature = null;
        var shown = new HashSet<string>(StringComparer.Ordinal);
        if (!pack.Has(PackPath.Disclosures(index))) return shown;
        foreach (var one in PackDisclosures.Parse(pack.Read(PackPath.Disclosures(index))))
        {
            if (!names.TryGetValue(one.Name, out var commitment) || !commitment.Opens(one.Salt.Span, one.Name, one.Value))
                throw new FormatException($"The value of {one.Name} is not the one that the entry commits to.");
            shown.Add(one.Name);
            if (one.Name == Assertion)
                signature = one.Value is Canonical.JsonItem.Text text ? text.Value : throw new FormatException("An officer's signature is disclosed as a string.");
        }

        return shown;
    }

    private static Leaf Named(ulong index, string where, Func<Leaf> check)
    {
        try
        {
            return check();
        }
        catch (FormatException wrong)
        {
            throw Refused.At(index, wrong is Refused { Finding.Where: var file } ? file : where, string.Create(CultureInfo.InvariantCulture, $"{wrong.Message}"));
        }
    }
}
