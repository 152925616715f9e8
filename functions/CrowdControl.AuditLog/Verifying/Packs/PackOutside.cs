using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using CrowdControl.AuditLog.Leaves;
using CrowdControl.AuditLog.Notes;
using CrowdControl.AuditLog.Packs;
using CrowdControl.AuditLog.TimeStamps;

namespace CrowdControl.AuditLog.Verifying.Packs;

/// <summary>What parties outside said about the record, as far as the pack holds it, and what that says of the entries' times.</summary>
internal sealed class PackOutside(PackArchive pack, VerificationTerms terms, TrustPolicy? policy)
{
    /// <summary>How far the record's clock may be off theirs.</summary>
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(1);

    private readonly List<Anchor> _anchors = [];
    private readonly List<Finding> _findings = [];
    private readonly Dictionary<ulong, (Checkpoint Checkpoint, byte[] Stored)> _known = [];

    public IReadOnlyList<Anchor> Anchors => _anchors;

    public IReadOnlyList<Finding> Findings => _findings;

    /// <summary>Takes a checkpoint that holds, and that the others of the pack go on from or lead to.</summary>
    public void Take(string where, TrustedCheckpoint trusted)
    {
        // What is stamped is the note as the record's owner signed it, before anybody else did.
        var (note, checkpoint) = (trusted.Note, trusted.Checkpoint);
        var own = note.Signatures.Where(line => line.Name == checkpoint.Origin).ToList();
        if (own.Count > 0) _known[checkpoint.Size] = (checkpoint, new SignedNote(note.Text, own).ToBytes());
        foreach (var signature in trusted.Cosignatures)
            _anchors.Add(Anchor.Of(signature, checkpoint.Size, where, HashOf(note.Signatures.First(line => line.IsOf(signature.Witness.Key)))));
    }

    /// <summary>Compares what somebody kept with what the pack leads to.</summary>
    public void Kept(Checkpoint newest)
    {
        foreach (var held in terms.Held)
        {
            var kept = Checkpoint.Parse(held.Note.Text);
            if (policy is not null) Judge(held);
            if (kept.Origin != newest.Origin)
                _findings.Add(Finding.Wrong(held.Where, $"This is a checkpoint of {kept.Origin}, and the pack is of {newest.Origin}."));
            else if (!_known.TryGetValue(kept.Size, out var known))
                _findings.Add(Finding.Lacking(held.Where,
                    $"This checkpoint of {kept.Size} entries cannot be compared: the pack has no proof that the record goes on from it. Ask for one."));
            else if (known.Checkpoint.Root != kept.Root)
                _findings.Add(new Finding(Gravity.Wrong, held.Where,
                    $"The first {kept.Size} entries had the root {kept.Root} when this was kept, and the pack says {known.Checkpoint.Root}: the record "
                        + "was written anew, or shown to two parties in two forms.", 0, kept.Size == 0 ? 0 : kept.Size - 1));
        }
    }

    /// <summary>Judges every time stamp.</summary>
    public void Stamps()
    {
        var named = policy?.Anchors.Where(anchor => anchor.Kind == AnchorKind.TimeStamps).ToDictionary(anchor => anchor.CertificateHash) ?? [];
        var trusted = new X509Certificate2Collection();
        foreach (var certificate in terms.Authorities.Concat(pack.Names.SelectMany(Certificates)))
            if (named.ContainsKey(HashOf(certificate))) trusted.Add(certificate);
        foreach (var name in pack.Names)
            if (PackName.Parse(name) is { Part: PackPart.Stamp, Number: { } size }) Stamp(name, size, trusted, named);
    }

    /// <summary>Holds the times that entries claim to what was known outside, and bounds them.</summary>
    public IReadOnlyList<TimeBracket> Times(IReadOnlyDictionary<ulong, Leaf> entries, ulong size)
    {
        var byHash = _anchors.Where(anchor => anchor.Hash is not null).DistinctBy(anchor => anchor.Hash).ToDictionary(anchor => anchor.Hash!);
        var recorded = new List<(ulong, Anchor)>();
        foreach (var (index, leaf) in entries.OrderBy(entry => entry.Key))
        {
            if (_anchors.Find(anchor => anchor.Size > index && leaf.At > anchor.Latest + ClockTolerance) is { } early)
                throw Refused.At(index, PackPath.Entry(index),
                    $"It claims {Timestamp.Write(leaf.At)}, and {early.Who} knew it at {Timestamp.Write(early.Time)}.");
            if (leaf.Draft.Type != "anchor.recorded" || !byHash.TryGetValue(leaf.Draft.Subject.Id, out var anchor)) continue;
            if (leaf.At < anchor.Earliest - ClockTolerance)
                throw Refused.At(index, PackPath.Entry(index),
                    $"It claims {Timestamp.Write(leaf.At)} and names an anchor of {Timestamp.Write(anchor.Time)}: it was dated back.");
            recorded.Add((index, anchor));
        }
        return [.. TimeBracket.Of(size, _anchors, recorded)
            .Where(bracket => entries.Keys.Any(index => bracket.From <= index && index <= bracket.To))];
    }

    private void Judge(HeldCheckpoint held)
    {
        try
        {
            policy!.VerifyLog(held.Note);
        }
        catch (FormatException wrong)
        {
            _findings.Add(Finding.Wrong(held.Where, wrong.Message));
        }
    }

    private void Stamp(string name, ulong size, X509Certificate2Collection trusted, Dictionary<string, PolicyAnchor> named)
    {
        if (!_known.TryGetValue(size, out var stamped))
            throw Refused.Because(name, $"The checkpoint of {size} entries, which this stamp is of, is not in the pack.");
        var response = pack.Read(name);
        if (TimeStamp.Refuse(response, stamped.Stored) is { } wrong) throw Refused.Because(name, wrong);
        var (stamp, unknown) = TimeStamp.Check(response, stamped.Stored, trusted);
        if (stamp is null) _findings.Add(Finding.Remark(name, $"This stamp was passed over. {unknown}"));
        else
            _anchors.Add(new Anchor(AnchorSort.TimeStamp, stamp.Authority, size, stamp.Time, stamp.Accuracy,
                TimeSpan.FromMinutes(named[stamp.TrustedBy].MaximumMinutes), name, Convert.ToHexStringLower(SHA256.HashData(response))));
    }

    private X509Certificate2Collection Certificates(string name)
    {
        var certificates = new X509Certificate2Collection();
        if (PackName.Parse(name) is not { Part: PackPart.Authority }) return certificates;
        try
        {
            certificates.ImportFromPem(Encoding.UTF8.GetString(pack.Read(name)));
        }
        catch (CryptographicException)
        {
            certificates.Clear();
        }
        return certificates.Count > 0 ? certificates : throw Refused.Because(name, "The file holds no certificate in PEM.");
    }

    private static string HashOf(X509Certificate2 certificate) => Convert.ToHexStringLower(certificate.GetCertHash(HashAlgorithmName.SHA256));

    private static string HashOf(NoteSignature line) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(line.ToLine())));
}
