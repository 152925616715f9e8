using System.Globalization;
using CrowdControl.AuditLog.Leaves;
using CrowdControl.AuditLog.Notes;
using CrowdControl.AuditLog.Packs;
using CrowdControl.AuditLog.Tree;

namespace CrowdControl.AuditLog.Verifying.Packs;

/// <summary>The entries of a pack: each stands in the tree, and each of its commitments is opened, listed as withheld, or erased.</summary>
internal sealed class PackEntries(PackArchive pack, byte[] note, Checkpoint checkpoint)
{
    private const string Assertion = "wa";
    private const string FileField = "sha256";
    private readonly SortedDictionary<ulong, Leaf> _entries = [];
    private readonly Dictionary<ulong, string> _assertions = [];
    private readonly HashSet<string> _hashes = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<ulong, Leaf> All => _entries;

    public int Shown { get; private set; }

    public int Withheld { get; private set; }

    public int Erased { get; private set; }

    /// <exception cref="Refused">The first entry that is wrong is named.</exception>
    public void Check()
    {
        var (last, ids, streams) = (DateTimeOffset.MinValue, new HashSet<string>(StringComparer.Ordinal), new Dictionary<string, (ulong, StreamPlace)>());
        foreach (var index in pack.Names.Select(PackName.Parse).OfType<PackName>().Select(name => name.Index).OfType<ulong>().Distinct().Order())
        {
            var leaf = Entry(index);
            if (leaf.At < last) throw Refused.At(index, PackPath.Entry(index), "Its time is before that of an entry before it.");
            if (!ids.Add(leaf.Draft.Id)) throw Refused.At(index, PackPath.Entry(index), "An entry before it has the same id.");
            if (streams.TryGetValue(leaf.Place.Stream, out var before)) Follows(index, leaf.Place, before);
            streams[leaf.Place.Stream] = (index, leaf.Place);
            last = leaf.At;
            _entries[index] = leaf;
        }

        if (_entries.Count == 0) throw Refused.Because("data/entries/", "There is no entry.");
        Commitments();
    }

    /// <summary>Holds what officers signed to the passkeys that the pack's own entries register.</summary>
    /// <exception cref="Refused">An officer did not sign what is said to be theirs.</exception>
    public IEnumerable<Finding> Officers()
    {
        var checks = new OfficerChecks(whole: false);
        foreach (var (index, leaf) in _entries)
            if (checks.Take(index, leaf, _assertions.GetValueOrDefault(index), PackPath.Entry(index)) is { } found)
                yield return found.Gravity == Gravity.Wrong ? throw new Refused(found) : found;
        (SignaturesHolding, SignaturesWithheld) = (checks.Holding, checks.Unseen);
    }

    /// <summary>Entries whose officer's signature holds, and those whose signature is kept back, once <see cref="Officers"/> is through.</summary>
    public int SignaturesHolding { get; private set; }

    public int SignaturesWithheld { get; private set; }

    /// <summary>Whether an entry by which evidence was taken in names this hash: in its field sha256, which is shown. What somebody
    /// wrote for a reason, or later, names nothing.</summary>
    public bool Names(string hash) => _hashes.Contains(hash);

    /// <summary>The stream's next entry that is shown has a greater counter; where it is the very next, it points at the one before.</summary>
    private static void Follows(ulong index, StreamPlace place, (ulong Index, StreamPlace Place) before)
    {
        var step = place.Number - before.Place.Number;
        if (step < 1 || (step == 1 ? place.Previous != (long)before.Index : place.Previous <= (long)before.Index))
            throw Refused.At(index, PackPath.Entry(index), $"It does not follow entry {before.Index}, which is of the same stream.");
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
                var shown = Opened(index, names);
                var listed = withheld[index].Select(one => one.Field).ToHashSet(StringComparer.Ordinal);
                if (listed.FirstOrDefault(field => !names.ContainsKey(field)) is { } none)
                    throw new FormatException($"The list of what is withheld names the field {none}, which the entry does not have.");
                if (listed.FirstOrDefault(shown.Contains) is { } both) throw new FormatException($"The field {both} is shown, and listed as withheld.");
                foreach (var (name, commitment) in names)
                    if (!shown.Contains(name) && !listed.Contains(name) && !erased.Contains((index, name, commitment)))
                        throw new FormatException($"The field {name} is neither shown, nor listed as withheld, nor erased.");
                Shown += shown.Count;
                Withheld += listed.Count;
                Erased += names.Count - shown.Count - listed.Count;
                return leaf;
            });
    }

    private HashSet<string> Opened(ulong index, Dictionary<string, Canonical.Commitment> names)
    {
        var shown = new HashSet<string>(StringComparer.Ordinal);
        if (!pack.Has(PackPath.Disclosures(index))) return shown;
        foreach (var one in PackDisclosures.Parse(pack.Read(PackPath.Disclosures(index))))
        {
            if (!names.TryGetValue(one.Name, out var commitment) || !commitment.Opens(one.Salt.Span, one.Name, one.Value))
                throw new FormatException($"The value of {one.Name} is not the one that the entry commits to.");
            shown.Add(one.Name);
            if (one.Name == Assertion && one.Value is Canonical.JsonItem.Text said) _assertions[index] = said.Value;
            if (one is { Name: FileField, Value: Canonical.JsonItem.Text hash } && _entries[index].Draft is { Type: "evidence.added" or "post.captured", Outcome: "ok" })
                _hashes.Add(hash.Value);
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
