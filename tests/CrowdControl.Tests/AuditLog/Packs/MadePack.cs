using System.Security.Cryptography;
using System.Text;
using CrowdControl.AuditLog.Canonical;
using CrowdControl.AuditLog.Leaves;
using CrowdControl.AuditLog.Notes;
using CrowdControl.AuditLog.Packs;
using CrowdControl.AuditLog.Seals;
using CrowdControl.AuditLog.Sequencing;
using CrowdControl.AuditLog.Tree;
using CrowdControl.AuditLog.Verifying;
using CrowdControl.AuditLog.Verifying.Packs;
using CrowdControl.Tests.AuditLog.Sequencing;
using CrowdControl.Tests.AuditLog.Verifying;

namespace CrowdControl.Tests.AuditLog.Packs;

/// <summary>A log in memory, and packs made of it by somebody who may sign and cosign whatever they like.</summary>
internal sealed class MadePack
{
    public const string Stream = "acct:3";
    private static readonly byte[] Seed = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];
    private static readonly DateTimeOffset Start = new(2026, 11, 2, 9, 0, 0, TimeSpan.Zero);

    private readonly List<byte[]> _leaves = [];
    private readonly MemoryTree _tree = new();
    private readonly StreamTally _tally = new();
    private readonly Random _random = new(7);

    public TestSigner Signer { get; init; } = TestLog.Signer;

    /// <summary>What the pack itself says whom to believe.</summary>
    public string PolicyText { get; init; } = WitnessedLog.PolicyText;

    /// <summary>What stands behind the commitments, by entry.</summary>
    public Dictionary<ulong, List<PackDisclosure>> Values { get; } = [];

    public ulong Size => (ulong)_leaves.Count;

    public static VerificationTerms Terms => WitnessedLog.Terms;

    public static PackReport Verify(byte[] zip, VerificationTerms? terms = null) =>
        PackVerification.Verify(new MemoryStream(zip, writable: false), terms ?? Terms);

    /// <summary>A log of which every tenth entry is of another account.</summary>
    public static MadePack Of(int entries, string prefix = "e")
    {
        var made = new MadePack();
        for (var i = 0; i < entries; i++)
        {
            if (i % 10 == 0) made.Add("post.drafted", $"acct:{i % 7 + 10}", $"{prefix}other{i}");
            made.Add("post.rejected", Stream, $"{prefix}{i}", ("reason", $"duplicate of p:{i}"));
        }
        return made;
    }

    public byte[] Leaf(ulong index) => _leaves[(int)index];

    public ulong Add(string type, string stream, string id, params (string Name, string Value)[] fields) => Add(type, stream, id, "ok", fields);

    public ulong Add(string type, string stream, string id, string outcome, params (string Name, string Value)[] fields)
    {
        var disclosures = fields.Select(field =>
        {
            var salt = new byte[32];
            _random.NextBytes(salt);
            return new PackDisclosure(field.Name, salt, field.Value);
        }).ToList();
        var index = Add(Draft(type, id, "post", "p:77aa") with
        {
            Outcome = outcome,
            Details = disclosures.ToDictionary(one => one.Name, one => Commitment.Make(one.Salt.Span, one.Name, one.Value)),
        }, stream);
        Values[index] = disclosures;
        return index;
    }

    public ulong Add(LeafDraft draft, string stream)
    {
        var (index, bytes) = (Size, new Leaf(draft, Start.AddSeconds(Size), _tally.Next(stream)).ToBytes());
        _tally.Add(index, LeafText.Read(bytes));
        _leaves.Add(bytes);
        _tree.Add(TreeHash.Leaf(bytes));
        return index;
    }

    public static LeafDraft Draft(string type, string id, string kind, string subject) => new()
    {
        Type = type,
        Id = EntryId.Named($"{type}/{id}"),
        Actor = new LeafActor("u:b81d", "approver", "fido2"),
        Subject = new LeafSubject(kind, subject),
        Policy = "2026-09/1",
        Application = "crowdcontrol/1.4.0+9f3c2e1",
    };

    /// <summary>Signed by the log and cosigned a minute after its last entry.</summary>
    public SignedNote Note(ulong size, bool cosigned = true)
    {
        var text = new Checkpoint(TestLog.Origin, size, _tree.Root(size)).Text;
        var der = Signer.Sign(new Digest(SHA256.HashData(Encoding.UTF8.GetBytes(text))), default).GetAwaiter().GetResult();
        var note = new SignedNote(text, [new NoteSignature(TestLog.Origin, Signer.Key.Id, der)]);
        return cosigned ? note.With(Cosignature.Sign(WitnessedLog.Witness, Seed, text, Start.AddSeconds(size + 59))) : note;
    }

    public PackConsistency GoesOnFrom(ulong old, ulong size) => new(Note(old), _tree.ProveConsistency(old, size));

    /// <summary>Seals all streams, and takes up everything of one of them.</summary>
    public SortedDictionary<string, byte[]> Payload(string stream = Stream)
    {
        var seal = _tally.Seal();
        var statement = new SealStatement(new DateOnly(2026, 11, 2), Size, (ulong)seal.Items.Count, seal.Root);
        var sealing = Add(Draft(SealStatement.LeafType, $"{Size}", SealStatement.Kind, statement.ToString()), "sys:log1");
        var (size, note) = (Size, Note(Size).ToBytes());
        var files = new SortedDictionary<string, byte[]>(Comparer<string>.Create(PackPath.Compare))
        {
            [PackPath.Checkpoint] = note,
            [PackPath.Policy] = Encoding.UTF8.GetBytes(PolicyText),
            [PackPath.Redactions] = PackRedactions.ToBytes([]),
            [PackPath.Readme] = "<p>Plain words.</p>"u8.ToArray(),
        };
        var streams = seal.Prove(stream) is { } present ? new PackStreams(sealing, [present], []) : new PackStreams(sealing, [], [seal.ProveAbsence(stream)]);
        (files[PackPath.SealItems], files[PackPath.SealProofs]) = (streams.Items(), streams.Proofs());
        for (var index = 0UL; index < size; index++)
            if (index == sealing || CrowdControl.AuditLog.Leaves.Leaf.Parse(Leaf(index)).Place.Stream == stream) Show(files, index, size);
        return files;
    }

    /// <summary>Puts an entry, its proof and its values into the pack.</summary>
    public void Show(SortedDictionary<string, byte[]> files, ulong index, ulong size)
    {
        files[PackPath.Entry(index)] = Leaf(index);
        files[PackPath.Proof(index)] = new TlogProof(index, _tree.Prove(index, size), SignedNote.Parse(files[PackPath.Checkpoint])).ToBytes();
        if (Values.GetValueOrDefault(index) is { Count: > 0 } values) files[PackPath.Disclosures(index)] = PackDisclosures.ToBytes(values);
    }

    /// <summary>Has the log commit to the payload, and packs it up.</summary>
    public byte[] Export(SortedDictionary<string, byte[]> payload, bool cosigned = true) => Zip(Bag(payload, cosigned));

    /// <inheritdoc cref="Export"/>
    public SortedDictionary<string, byte[]> Bag(SortedDictionary<string, byte[]> payload, bool cosigned = true)
    {
        var (old, manifest) = (Checkpoint.Parse(SignedNote.Parse(payload[PackPath.Checkpoint]).Text).Size, Manifest(payload));
        var index = Add(Draft(PackExport.LeafType, $"x{Size}", "pack", Convert.ToHexStringLower(SHA256.HashData(manifest))), "case:7");
        var export = new PackExport(index, Leaf(index), _tree.Prove(index, Size), _tree.ProveConsistency(old, Size), Note(Size, cosigned));
        var files = new SortedDictionary<string, byte[]>(payload, payload.Comparer)
        {
            [PackPath.Bagit] = BagText.Bagit.ToArray(),
            [PackPath.Manifest] = manifest,
            [PackPath.Export] = export.ToBytes(),
        };
        Relist(files);
        return files;
    }

    /// <summary>Writes lists and bag-info.txt anew, so that the bag agrees with itself again.</summary>
    public static void Relist(SortedDictionary<string, byte[]> files)
    {
        var payload = files.Where(file => IsPayload(file.Key)).ToList();
        files[PackPath.Manifest] = Manifest(payload);
        var export = PackExport.Parse(files[PackPath.Export]);
        files[PackPath.BagInfo] = BagText.Of(TestLog.Origin, export.Index, CrowdControl.AuditLog.Leaves.Leaf.Parse(export.Leaf.Span),
            payload.Sum(file => (long)file.Value.Length), payload.Count);
        files[PackPath.TagManifest] = Manifest(files.Where(file => !IsPayload(file.Key) && file.Key != PackPath.TagManifest));
    }

    public static byte[] Zip(SortedDictionary<string, byte[]> files)
    {
        using var zip = new MemoryStream();
        PackZip.Write(zip, [.. files.Select(file => PackFile.Of(file.Key, file.Value))], default).GetAwaiter().GetResult();
        return zip.ToArray();
    }

    private static bool IsPayload(string path) => path.StartsWith(PackPath.Data, StringComparison.Ordinal);

    private static byte[] Manifest(IEnumerable<KeyValuePair<string, byte[]>> files) =>
        PackManifest.Of(files.Select(file => (file.Key, new Digest(SHA256.HashData(file.Value)))));
}
