using System.Security.Cryptography;
using System.Text;
using CrowdControl.AuditLog.Canonical;
using CrowdControl.AuditLog.Leaves;
using CrowdControl.AuditLog.Notes;
using CrowdControl.AuditLog.Packs;
using CrowdControl.AuditLog.Seals;
using CrowdControl.AuditLog.Tree;

namespace CrowdControl.Benchmarks.Audit;

/// <summary>A pack of one account's entries, each with a value that is shown, with the seal that shows that none is left out.</summary>
internal sealed class BenchPack(ICheckpointSigner signer)
{
    private const string Stream = "acct:07";
    private const string Field = "reason";
    private readonly List<byte[]> _leaves = [];
    private readonly MemoryTree _tree = new();
    private readonly StreamTally _tally = new();
    private readonly DateTimeOffset _start = TimeProvider.System.GetUtcNow();

    public async Task Write(Stream zip, int entries)
    {
        var values = Enumerable.Range(0, entries).Select(Shown).ToList();
        foreach (var (number, shown) in values.Index())
            Add(BenchLog.Draft(number) with { Details = new Dictionary<string, Commitment> { [Field] = Commitment.Make(shown.Salt.Span, Field, shown.Value) } }, Stream);
        var seal = _tally.Seal();
        var statement = new SealStatement(DateOnly.FromDateTime(_start.UtcDateTime), (ulong)entries, (ulong)seal.Items.Count, seal.Root);
        var sealing = Add(Said(SealStatement.LeafType, SealStatement.Kind, statement.ToString()), "sys:log1");
        var (size, note) = (Size, await Note(Size));
        var streams = new PackStreams(sealing, [seal.Prove(Stream)!], []);
        var files = new SortedDictionary<string, byte[]>(Comparer<string>.Create(PackPath.Compare))
        {
            [PackPath.Checkpoint] = note.ToBytes(),
            [PackPath.Policy] = Encoding.UTF8.GetBytes(BenchLog.Policy(signer)),
            [PackPath.Redactions] = PackRedactions.ToBytes([]),
            [PackPath.Readme] = "<p>Plain words.</p>"u8.ToArray(),
            [PackPath.SealItems] = streams.Items(),
            [PackPath.SealProofs] = streams.Proofs(),
        };
        for (var index = 0UL; index < size; index++)
        {
            files[PackPath.Entry(index)] = _leaves[(int)index];
            files[PackPath.Proof(index)] = new TlogProof(index, _tree.Prove(index, size), note).ToBytes();
            if (index < (ulong)entries) files[PackPath.Disclosures(index)] = PackDisclosures.ToBytes([values[(int)index]]);
        }
        await Bag(files, size);
        await PackZip.Write(zip, [.. files.Select(file => PackFile.Of(file.Key, file.Value))], CancellationToken.None);
    }

    private ulong Size => (ulong)_leaves.Count;

    /// <summary>Has the record commit to the files, and lists them.</summary>
    private async Task Bag(SortedDictionary<string, byte[]> files, ulong size)
    {
        var (manifest, payload) = (Manifest(files), (Bytes: files.Values.Sum(file => (long)file.Length), files.Count));
        var index = Add(Said(PackExport.LeafType, "pack", Convert.ToHexStringLower(SHA256.HashData(manifest))), "case:7");
        var leaf = _leaves[(int)index];
        var export = new PackExport(index, leaf, _tree.Prove(index, Size), _tree.ProveConsistency(size, Size), await Note(Size));
        var tags = new Dictionary<string, byte[]>
        {
            [PackPath.Bagit] = BagText.Bagit.ToArray(),
            [PackPath.BagInfo] = BagText.Of(BenchLog.Origin, index, Leaf.Parse(leaf), payload.Bytes, payload.Count),
            [PackPath.Manifest] = manifest,
            [PackPath.Export] = export.ToBytes(),
        };
        foreach (var (path, bytes) in tags) files[path] = bytes;
        files[PackPath.TagManifest] = Manifest(tags.OrderBy(tag => tag.Key, Comparer<string>.Create(PackPath.Compare)));
    }

    private ulong Add(LeafDraft draft, string stream)
    {
        var (index, bytes) = (Size, new Leaf(draft, _start.AddSeconds(Size), _tally.Next(stream)).ToBytes());
        _tally.Add(index, LeafText.Read(bytes));
        _leaves.Add(bytes);
        _tree.Add(TreeHash.Leaf(bytes));
        return index;
    }

    private async Task<SignedNote> Note(ulong size)
    {
        var note = await CheckpointSigning.Sign(new Checkpoint(BenchLog.Origin, size, _tree.Root(size)), [signer], CancellationToken.None);
        return note.With(Cosignature.Sign(BenchLog.WitnessName(0), BenchLog.Seed(0), note.Text, _start.AddSeconds(size + 59)));
    }

    private static PackDisclosure Shown(int number) =>
        new(Field, SHA256.HashData(Encoding.UTF8.GetBytes($"salt {number}")), $"duplicate of p:{number}");

    private static LeafDraft Said(string type, string kind, string id) =>
        BenchLog.Draft(type.Length) with { Id = CrowdControl.AuditLog.Sequencing.EntryId.Named($"{type}/{id}"), Type = type, Subject = new LeafSubject(kind, id) };

    private static byte[] Manifest(IEnumerable<KeyValuePair<string, byte[]>> files) =>
        PackManifest.Of(files.Select(file => (file.Key, new Digest(SHA256.HashData(file.Value)))));
}
