using System.Globalization;
using System.Text.RegularExpressions;

namespace CrowdControl.AuditLog.Packs;

/// <summary>Parts of a pack.</summary>
internal enum PackPart
{
    /// <summary>One of the five files above data/.</summary>
    Tag,

    /// <summary>For people or other programs; nothing but its hash is verified.</summary>
    Reading,

    Checkpoint,
    Policy,
    Stamp,
    Receipt,
    Authority,
    Entry,
    Proof,
    Disclosures,
    Consistency,
    SealItems,
    SealProofs,
    Redactions,
    Evidence,
}

/// <summary>The name of a file in a pack, in its one spelling: which rules out paths that lead elsewhere.</summary>
/// <param name="Part">What it is.</param>
/// <param name="Number">The entry's index, or a size.</param>
/// <param name="Rest">A greater size, or a hash.</param>
internal sealed partial record PackName(PackPart Part, ulong? Number = null, string Rest = "")
{
    /// <summary>The entry that the file is about.</summary>
    public ulong? Index => Part is PackPart.Entry or PackPart.Proof or PackPart.Disclosures ? Number : null;

    /// <returns>Null for a name that no part of a pack has.</returns>
    public static PackName? Parse(string path) => path switch
    {
        PackPath.Bagit or PackPath.BagInfo or PackPath.Manifest or PackPath.TagManifest or PackPath.Export => new PackName(PackPart.Tag),
        PackPath.Checkpoint => new PackName(PackPart.Checkpoint),
        PackPath.Policy => new PackName(PackPart.Policy),
        PackPath.SealItems => new PackName(PackPart.SealItems),
        PackPath.SealProofs => new PackName(PackPart.SealProofs),
        PackPath.Redactions => new PackName(PackPart.Redactions),
        PackPath.Readme or PackPath.Report or PackPath.Sheet => new PackName(PackPart.Reading),
        _ when path.Length > 200 => null,
        _ => Folder(path),
    };

    private static PackName? Folder(string path)
    {
        if (EntryFile().Match(path) is { Success: true } entry)
            return new PackName(
                entry.Groups[1].Value switch { "entries" => PackPart.Entry, "proofs" => PackPart.Proof, _ => PackPart.Disclosures },
                ulong.Parse(entry.Groups[2].Value, CultureInfo.InvariantCulture));
        if (StampFile().Match(path) is { Success: true } stamp)
            return new PackName(PackPart.Stamp, ulong.Parse(stamp.Groups[1].Value, CultureInfo.InvariantCulture));
        if (ReceiptFile().IsMatch(path)) return new PackName(PackPart.Receipt);
        if (AuthorityFile().IsMatch(path)) return new PackName(PackPart.Authority);
        if (EvidenceFile().Match(path) is { Success: true } evidence)
            return new PackName(PackPart.Evidence, null, evidence.Groups[1].Value);
        if (ConsistencyFile().Match(path) is { Success: true } sizes && ulong.TryParse(sizes.Groups[1].Value, out var old))
            return new PackName(PackPart.Consistency, old, sizes.Groups[2].Value);
        return ReadingFile().IsMatch(path) ? new PackName(PackPart.Reading) : null;
    }

    [GeneratedRegex(@"\Adata/(entries(?=/[0-9]{12}\.json\z)|proofs(?=/[0-9]{12}\.tlog-proof\z)|disclosures(?=/[0-9]{12}\.jsonl\z))/([0-9]{12})\.")]
    private static partial Regex EntryFile();

    [GeneratedRegex(@"\Adata/anchors/([0-9]{12})\.[A-Za-z0-9][A-Za-z0-9.-]{0,63}\.tsr\z")]
    private static partial Regex StampFile();

    [GeneratedRegex(@"\Adata/anchors/[0-9]{12}\.acl\.json\z")]
    private static partial Regex ReceiptFile();

    [GeneratedRegex(@"\Adata/anchors/ca/[A-Za-z0-9][A-Za-z0-9-]{0,63}\.pem\z")]
    private static partial Regex AuthorityFile();

    [GeneratedRegex(@"\Adata/evidence/([0-9a-f]{64})\.[a-z0-9]{1,5}\z")]
    private static partial Regex EvidenceFile();

    [GeneratedRegex(@"\Adata/consistency/([1-9][0-9]{0,19})-([1-9][0-9]{0,19})\.txt\z")]
    private static partial Regex ConsistencyFile();

    [GeneratedRegex(@"\Adata/(case/[A-Za-z0-9][A-Za-z0-9-]{0,63}\.(jsonld|csv|html|pdf|txt)|verifier/(verify-win-x64\.exe|verify-linux-x64|verify\.html|PROCEDURE\.md|SHA256SUMS))\z")]
    private static partial Regex ReadingFile();
}
