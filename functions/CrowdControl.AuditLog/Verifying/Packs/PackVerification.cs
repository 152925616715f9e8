using System.Security.Cryptography;
using CrowdControl.AuditLog.Leaves;
using CrowdControl.AuditLog.Notes;
using CrowdControl.AuditLog.Packs;
using CrowdControl.AuditLog.Seals;
using CrowdControl.AuditLog.Tree;

namespace CrowdControl.AuditLog.Verifying.Packs;

/// <summary>Verifies a disclosure pack (section 17) as it was sent: the zip, without unpacking it. In memory of its largest small file; linear.</summary>
public static class PackVerification
{
    /// <summary>Verifies. Stops at the first thing that is wrong: what comes after it could not be believed.</summary>
    /// <param name="zip">Can go back.</param>
    /// <param name="terms">Whom to believe; without a policy the pack's own is taken, which is said.</param>
    public static PackReport Verify(Stream zip, VerificationTerms terms)
    {
        try
        {
            return new Verification(new PackArchive(zip), terms).Run();
        }
        catch (Refused refused)
        {
            return PackReport.Of(refused.Finding);
        }
        catch (FormatException wrong)
        {
            return PackReport.Of(Finding.Wrong("pack", wrong.Message));
        }
    }

    private sealed class Verification(PackArchive pack, VerificationTerms terms)
    {
        private readonly List<Finding> _findings = [];
        private Trust _trust = new(null);
        private PackOutside _outside = new(pack, terms, null);

        public PackReport Run()
        {
            var manifest = Bag();
            var enclosed = Named(PackPath.Policy, () => TrustPolicy.Parse(pack.Read(PackPath.Policy)));
            var policy = terms.Policy ?? enclosed;
            (_trust, _outside) = (new Trust(policy), new PackOutside(pack, terms, policy));
            var note = pack.Read(PackPath.Checkpoint);
            var trusted = Judged(PackPath.Checkpoint, note);
            _outside.Take(PackPath.Checkpoint, trusted);
            var (exported, export, newest) = Export(manifest, trusted.Checkpoint);
            var entries = new PackEntries(pack, note, trusted.Checkpoint);
            entries.Check();
            var complete = pack.Has(PackPath.SealProofs) || pack.Has(PackPath.SealItems)
                ? Named(PackPath.SealProofs, () => Streams(entries.All)) : [];
            foreach (var name in pack.Names) Named(name, () => Other(name, trusted.Checkpoint, entries));
            _outside.Stamps();
            _outside.Kept(newest);
            var times = _outside.Times(entries.All, trusted.Checkpoint.Size);
            _findings.AddRange(_outside.Findings);
            _findings.AddRange(entries.Officers());
            _findings.AddRange(Standing.Of(newest, terms with { Policy = policy }, _outside.Anchors));
            if (exported.At < entries.All.Values.Max(entry => entry.At))
                throw Refused.At(export.Index, PackPath.Export, "The entry of the export claims a time before that of what was exported.");
            if (terms.Policy is null)
                _findings.Add(Finding.Remark(PackPath.Policy,
                    "Judged by the pack's own policy, which is the sender's word. Compare its keys with what the owner of the record tells you, or give --policy."));
            else if (EnclosedPolicy.Beyond(enclosed, terms.Policy) is { } beyond) _findings.Add(Finding.Remark(PackPath.Policy, beyond));
            return new PackReport(
                trusted.Checkpoint, exported, export.Index, entries.All.Count, entries.Shown, entries.Withheld, complete, _outside.Anchors,
                terms.Policy is null, _findings)
            {
                Times = times,
                Erased = entries.Erased,
                SignaturesHolding = entries.SignaturesHolding,
                SignaturesWithheld = entries.SignaturesWithheld,
                OwnKeys = terms.Policy is null ? EnclosedPolicy.Keys(enclosed) : [],
            };
        }

        /// <summary>Every file is listed with its hash, and nothing else is there.</summary>
        private byte[] Bag()
        {
            if (!pack.Read(PackPath.Bagit).AsSpan().SequenceEqual(BagText.Bagit)) throw Refused.Because(PackPath.Bagit, "It is not that of a pack.");
            var manifest = pack.Read(PackPath.Manifest);
            Listed(PackPath.Manifest, manifest, name => name.StartsWith(PackPath.Data, StringComparison.Ordinal));
            Listed(PackPath.TagManifest, pack.Read(PackPath.TagManifest), name =>
                name != PackPath.TagManifest && !name.StartsWith(PackPath.Data, StringComparison.Ordinal));
            return manifest;
        }

        private void Listed(string list, byte[] bytes, Func<string, bool> belongs)
        {
            var listed = Named(list, () => PackManifest.Parse(bytes));
            var there = pack.Names.Where(belongs).ToList();
            if (there.Except(listed.Select(file => file.Path)).FirstOrDefault() is { } extra) throw Refused.Because(extra, $"{list} does not list it.");
            foreach (var (path, hash) in listed)
            {
                if (!belongs(path) || !pack.Has(path)) throw Refused.Because(path, $"{list} lists it, and it is missing.");
                if (pack.Hash(path) != hash) throw Changed(path, list);
            }
        }

        private static Refused Changed(string path, string list) => PackName.Parse(path)?.Index is { } index
            ? Refused.At(index, path, $"It is not what {list} lists: it was changed.")
            : Refused.Because(path, $"It is not what {list} lists: it was changed.");

        /// <summary>The record commits to the list of files, later than to everything in the pack.</summary>
        private (Leaf Entry, PackExport Export, Checkpoint Newest) Export(byte[] manifest, Checkpoint checkpoint) => Named(PackPath.Export, () =>
        {
            var export = PackExport.Parse(pack.Read(PackPath.Export));
            var (entry, trusted) = (export.Entry(), Judged(PackPath.Export, export.Checkpoint.ToBytes()));
            InclusionProof.Check(export.Index, trusted.Checkpoint.Size, TreeHash.Leaf(export.Leaf.Span), [.. export.Inclusion], trusted.Checkpoint.Root);
            if (trusted.Checkpoint.Origin != checkpoint.Origin) throw new FormatException("It is of another record than the pack.");
            ConsistencyProof.Check(checkpoint.Size, trusted.Checkpoint.Size, checkpoint.Root, trusted.Checkpoint.Root, [.. export.Consistency]);
            _outside.Take(PackPath.Export, trusted);
            if (export.Index < checkpoint.Size) throw new FormatException("The record was told of the pack before its own checkpoint.");
            if (entry.Draft.Subject.Id != Convert.ToHexStringLower(SHA256.HashData(manifest)))
                throw new FormatException("The record commits to another list of files.");
            var payload = pack.Names.Where(name => name.StartsWith(PackPath.Data, StringComparison.Ordinal)).ToList();
            if (!pack.Read(PackPath.BagInfo).AsSpan().SequenceEqual(
                BagText.Of(checkpoint.Origin, export.Index, entry, payload.Sum(pack.LengthOf), payload.Count)))
                throw Refused.Because(PackPath.BagInfo, "It does not say what the pack is.");
            return (entry, export, trusted.Checkpoint);
        });

        private IReadOnlyList<string> Streams(IReadOnlyDictionary<ulong, Leaf> entries)
        {
            var streams = PackStreams.Parse(pack.Read(PackPath.SealItems), pack.Read(PackPath.SealProofs));
            if (!entries.TryGetValue(streams.Seal, out var leaf) || leaf.Draft.Type != SealStatement.LeafType)
                throw new FormatException($"Entry {streams.Seal}, which is to be the seal, is not in the pack, or seals nothing.");
            var seal = SealStatement.Parse(leaf.Draft.Subject.Id);
            if (seal.LogSize > streams.Seal) throw new FormatException("The seal speaks of entries that were not there yet.");
            foreach (var present in streams.Present)
            {
                present.Check(seal);
                StreamCompleteness.Check(present.Item, [.. entries.Where(entry => entry.Value.Place.Stream == present.Item.Stream)
                    .OrderBy(entry => entry.Key).Select(entry => (entry.Key, entry.Value.Place))]);
            }

            foreach (var absent in streams.Absent)
            {
                absent.Check(seal);
                if (entries.Any(entry => entry.Key < seal.LogSize && entry.Value.Place.Stream == absent.Stream))
                    throw new FormatException($"An entry of {absent.Stream} is shown, and the seal says that there was none.");
            }

            return [.. streams.Present.Select(present => present.Item.Stream), .. streams.Absent.Select(absent => absent.Stream)];
        }

        private bool Other(string name, Checkpoint checkpoint, PackEntries entries)
        {
            switch (PackName.Parse(name))
            {
                case { Part: PackPart.Evidence, Rest: var hash } when pack.Hash(name).ToHex() != hash:
                    throw new FormatException("The evidence is not what its name says.");
                case { Part: PackPart.Evidence, Rest: var hash } when !entries.Names(hash):
                    throw new FormatException("No entry of the pack speaks of this evidence: nothing shows when it was taken in, or that it is what was.");
                case { Part: PackPart.Consistency, Number: { } old }:
                    var consistency = PackConsistency.Parse(pack.Read(name));
                    var earlier = Judged(name, consistency.Old.ToBytes());
                    var before = earlier.Checkpoint;
                    if (before.Origin != checkpoint.Origin || before.Size != old || name != PackPath.Consistency(before.Size, checkpoint.Size))
                        throw new FormatException("It is of other checkpoints than its name says.");
                    ConsistencyProof.Check(before.Size, checkpoint.Size, before.Root, checkpoint.Root, [.. consistency.Proof]);
                    _outside.Take(name, earlier);
                    break;
            }

            return true;
        }

        private TrustedCheckpoint Judged(string where, byte[] bytes) => Named(where, () =>
        {
            var note = SignedNote.Parse(bytes);
            var trusted = _trust.Judge(note);
            _findings.AddRange(_trust.PassedOver(where, note));
            return trusted;
        });

        private static T Named<T>(string where, Func<T> check)
        {
            try
            {
                return check();
            }
            catch (FormatException wrong) when (wrong is not Refused)
            {
                throw Refused.Because(where, wrong.Message);
            }
        }
    }
}
