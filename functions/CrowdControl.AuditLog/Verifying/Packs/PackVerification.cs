using System.Security.Cryptography;
using CrowdControl.AuditLog.Leaves;
using CrowdControl.AuditLog.Notes;
using CrowdControl.AuditLog.Packs;
using CrowdControl.AuditLog.Seals;
using CrowdControl.AuditLog.TimeStamps;
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
        private readonly List<Anchor> _anchors = [];
        private readonly Dictionary<ulong, byte[]> _stored = [];
        private Trust _trust = new(null);

        public PackReport Run()
        {
            var manifest = Bag();
            var policy = terms.Policy ?? Named(PackPath.Policy, () => TrustPolicy.Parse(pack.Read(PackPath.Policy)));
            _trust = new Trust(policy);
            var note = pack.Read(PackPath.Checkpoint);
            var trusted = Judged(PackPath.Checkpoint, note);
            var (exported, export, newest) = Export(manifest, trusted.Checkpoint);
            var entries = new PackEntries(pack, note, trusted.Checkpoint);
            entries.Check();
            _findings.AddRange(entries.Findings);
            var complete = pack.Has(PackPath.SealProofs) || pack.Has(PackPath.SealItems)
                ? Named(PackPath.SealProofs, () => Streams(entries.All)) : [];
            foreach (var name in pack.Names) Named(name, () => Other(name, trusted.Checkpoint));
            _findings.AddRange(Standing.Of(newest, terms with { Policy = policy }, _anchors));
            if (terms.Policy is null)
                _findings.Add(Finding.Remark(PackPath.Policy,
                    "Judged by the pack's own policy, which is the sender's word. Compare its keys with what the owner of the record tells you, or give --policy."));
            return new PackReport(
                trusted.Checkpoint, exported, export.Index, entries.All.Count, entries.Shown, entries.Withheld, complete, _anchors,
                terms.Policy is null, _findings);
        }

        /// <summary>Every file is listed with its hash, and nothing else is there.</summary>
        private byte[] Bag()
        {
            if (!pack.Read(PackPath.Bagit).AsSpan().SequenceEqual(PackInfo.Bagit)) throw Refused.Because(PackPath.Bagit, "It is not that of a pack.");
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
            if (export.Index < checkpoint.Size) throw new FormatException("The record was told of the pack before its own checkpoint.");
            if (entry.Draft.Subject.Id != Convert.ToHexStringLower(SHA256.HashData(manifest)))
                throw new FormatException("The record commits to another list of files.");
            var payload = pack.Names.Where(name => name.StartsWith(PackPath.Data, StringComparison.Ordinal)).ToList();
            if (!pack.Read(PackPath.BagInfo).AsSpan().SequenceEqual(
                PackInfo.Of(checkpoint.Origin, export.Index, entry, payload.Sum(pack.LengthOf), payload.Count)))
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

        private bool Other(string name, Checkpoint checkpoint)
        {
            switch (PackName.Parse(name))
            {
                case { Part: PackPart.Evidence, Rest: var hash } when pack.Hash(name).ToHex() != hash:
                    throw new FormatException("The evidence is not what its name says.");
                case { Part: PackPart.Consistency, Number: { } old }:
                    var consistency = PackConsistency.Parse(pack.Read(name));
                    var before = Judged(name, consistency.Old.ToBytes()).Checkpoint;
                    if (before.Origin != checkpoint.Origin || before.Size != old || name != PackPath.Consistency(before.Size, checkpoint.Size))
                        throw new FormatException("It is of other checkpoints than its name says.");
                    ConsistencyProof.Check(before.Size, checkpoint.Size, before.Root, checkpoint.Root, [.. consistency.Proof]);
                    break;
                case { Part: PackPart.Stamp, Number: { } size }:
                    Stamp(name, size);
                    break;
            }

            return true;
        }

        /// <summary>Consistency files stand after the stamps, and a stamp may be of one of their checkpoints.</summary>
        private void Stamp(string name, ulong size)
        {
            foreach (var other in pack.Names)
                if (PackName.Parse(other) is { Part: PackPart.Consistency, Number: { } old } && old == size && !_stored.ContainsKey(old))
                    Store(PackConsistency.Parse(pack.Read(other)).Old);
            if (!_stored.TryGetValue(size, out var stamped)) throw new FormatException($"The checkpoint of {size} entries, which this stamp is of, is not in the pack.");
            if (TimeStamp.Refuse(pack.Read(name), stamped) is { } wrong) throw new FormatException(wrong);
            _findings.Add(Finding.Remark(name, "The time stamp fits its checkpoint. Whether its authority is to be believed was not judged."));
        }

        private TrustedCheckpoint Judged(string where, byte[] bytes) => Named(where, () =>
        {
            var note = SignedNote.Parse(bytes);
            var trusted = _trust.Judge(note);
            Store(note);
            _anchors.AddRange(trusted.Cosignatures.Select(signature => Anchor.Of(signature, trusted.Checkpoint.Size, where, null)));
            _findings.AddRange(_trust.PassedOver(where, note));
            return trusted;
        });

        /// <summary>What is stamped is the note as the record's owner signed it, before anybody else did.</summary>
        private void Store(SignedNote note)
        {
            var checkpoint = Checkpoint.Parse(note.Text);
            _stored[checkpoint.Size] = new SignedNote(
                note.Text, [.. note.Signatures.Where(line => line.Name == checkpoint.Origin)]).ToBytes();
        }

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
