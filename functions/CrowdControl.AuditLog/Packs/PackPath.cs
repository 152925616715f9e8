using System.Globalization;
using CrowdControl.AuditLog.Tree;

namespace CrowdControl.AuditLog.Packs;

/// <summary>Names of the files of a disclosure pack. A pack holds no file of another name.</summary>
public static class PackPath
{
    /// <summary>Says that this is a bag (RFC 8493).</summary>
    public const string Bagit = "bagit.txt";

    /// <summary>What the bag is of (<see cref="BagText"/>).</summary>
    public const string BagInfo = "bag-info.txt";

    /// <summary>Hashes of every file below data/; the log commits to this file's hash (<see cref="PackManifest"/>).</summary>
    public const string Manifest = "manifest-sha256.txt";

    /// <summary>Hashes of the files above data/.</summary>
    public const string TagManifest = "tagmanifest-sha256.txt";

    /// <summary>The log's entry that commits to the manifest, and its proof (<see cref="PackExport"/>).</summary>
    public const string Export = "export.tlog-proof";

    /// <summary>Where the payload begins.</summary>
    public const string Data = "data/";

    /// <summary>The result in plain language.</summary>
    public const string Readme = "data/README.html";

    /// <summary>The report for paper.</summary>
    public const string Report = "data/report.pdf";

    /// <summary>The signed checkpoint that every proof in the pack leads to, with its cosignatures.</summary>
    public const string Checkpoint = "data/checkpoint";

    /// <summary>What the sender says whom to believe; nobody else has to.</summary>
    public const string Policy = "data/policy/trust.policy";

    /// <summary>The daily sheet.</summary>
    public const string Sheet = "data/anchors/sheet.pdf";

    /// <summary>Items of a stream seal, one on each line (<see cref="PackStreams"/>).</summary>
    public const string SealItems = "data/streams/seal.jsonl-item";

    /// <summary>What shows those items (<see cref="PackStreams"/>).</summary>
    public const string SealProofs = "data/streams/proof";

    /// <summary>What was withheld and why (<see cref="PackRedactions"/>).</summary>
    public const string Redactions = "data/redactions.csv";

    /// <summary>Who touched the evidence, in CASE/UCO.</summary>
    public const string Case = "data/case/case.jsonld";

    /// <summary>Schedules of relevant and of sensitive material, and other papers of the case: data/case/NAME.</summary>
    public static string CasePaper(string name) => Checked($"data/case/{name}");

    /// <summary>An entry's bytes as the log holds them.</summary>
    public static string Entry(ulong index) => Numbered("data/entries/", index, ".json");

    /// <summary>The entry's proof; its checkpoint is that of <see cref="Checkpoint"/>, byte for byte.</summary>
    public static string Proof(ulong index) => Numbered("data/proofs/", index, ".tlog-proof");

    /// <summary>What stands behind the entry's commitments (<see cref="PackDisclosures"/>).</summary>
    public static string Disclosures(ulong index) => Numbered("data/disclosures/", index, ".jsonl");

    /// <summary>How the log goes on from a checkpoint that was disclosed, printed or stamped earlier (<see cref="PackConsistency"/>).</summary>
    public static string Consistency(ulong oldSize, ulong newSize) =>
        string.Create(CultureInfo.InvariantCulture, $"data/consistency/{oldSize}-{newSize}.txt");

    /// <summary>An RFC 3161 response over the stored checkpoint of a size, which is that of <see cref="Checkpoint"/> or of a
    /// consistency file.</summary>
    /// <param name="size">Of the checkpoint.</param>
    /// <param name="authority">Letters, digits, dots and hyphens.</param>
    public static string Stamp(ulong size, string authority) =>
        Checked(string.Create(CultureInfo.InvariantCulture, $"data/anchors/{size:D12}.{authority}.tsr"));

    /// <summary>A ledger's receipt.</summary>
    public static string Receipt(ulong size) => string.Create(CultureInfo.InvariantCulture, $"data/anchors/{size:D12}.acl.json");

    /// <summary>A certificate of a time stamp authority, PEM.</summary>
    public static string Authority(string name) => Checked($"data/anchors/ca/{name}.pem");

    /// <summary>A preserved copy, by its content.</summary>
    /// <param name="sha256">Of the file.</param>
    /// <param name="extension">1 to 5 letters and digits, such as wacz or mp4.</param>
    public static string Evidence(Digest sha256, string extension) => Checked($"data/evidence/{sha256.ToHex()}.{extension}");

    /// <summary>A part of the verifier: verify-win-x64.exe, verify-linux-x64, verify.html, PROCEDURE.md or SHA256SUMS.</summary>
    public static string Verifier(string name) => Checked($"data/verifier/{name}");

    /// <summary>Whether a file of a pack may have this name.</summary>
    public static bool IsKnown(string path) => PackName.Parse(path) is not null;

    /// <summary>The order of the files in a pack: the five above data/, then the payload by its characters.</summary>
    public static int Compare(string first, string second) => (Rank(first), Rank(second)) switch
    {
        (var one, var other) when one != other => one.CompareTo(other),
        _ => string.CompareOrdinal(first, second),
    };

    private static int Rank(string path) => path switch
    {
        Bagit => 0,
        BagInfo => 1,
        Manifest => 2,
        TagManifest => 3,
        Export => 4,
        _ => 5,
    };

    private static string Numbered(string folder, ulong index, string end) =>
        string.Create(CultureInfo.InvariantCulture, $"{folder}{index:D12}{end}");

    private static string Checked(string path) =>
        IsKnown(path) ? path : throw new ArgumentException($"No file of a pack is named {path}.", nameof(path));
}
