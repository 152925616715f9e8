using System.Globalization;
using CrowdControl.AuditLog.Packs;
using CrowdControl.AuditLog.Tree;

namespace CrowdControl.Functions.Disclosing.Making;

/// <summary>What a pack is of, fixed before anything of it is read: whatever is recorded later is of another pack.</summary>
/// <param name="Checkpoint">The signed note that every proof in the pack leads to.</param>
/// <param name="Size">Entries that it covers.</param>
/// <param name="Entries">Which of them are in the pack, rising.</param>
/// <param name="Seal">Index of the entry that seals the stream; null where completeness is not shown.</param>
/// <param name="SealItems">data/streams/seal.jsonl-item.</param>
/// <param name="SealProofs">data/streams/proof.</param>
/// <param name="Exhibits">Whose files go along.</param>
/// <param name="Erased">Fields of these entries that others of them say were erased.</param>
internal sealed record PackFrame(
    byte[] Checkpoint, long Size, IReadOnlyList<long> Entries, long? Seal, byte[]? SealItems, byte[]? SealProofs, DateTimeOffset At,
    IReadOnlyList<PackedExhibit> Exhibits, IReadOnlyList<ErasedPlace> Erased)
{
    public const string Step = "frame";

    /// <summary>Entries that one step reads: what it wrote is not lost when it is cut short, and no step takes minutes.</summary>
    public const int AtOnce = 200;

    public int Batches => (Entries.Count + AtOnce - 1) / AtOnce;
}

/// <summary>A field that an entry of the erasure covers.</summary>
internal sealed record ErasedPlace(long Index, string Field);

/// <summary>An exhibit whose file goes along.</summary>
/// <param name="Holds">How many holds keep it.</param>
/// <param name="Entries">Entries of the record that tell of each touch of it, from its being taken to its being read for this pack.</param>
internal sealed record PackedExhibit(
    string Id, string Number, string Label, string Class, string Network, string TakenBy, DateTimeOffset TakenAt, string Sha256, int Holds, PackPart File,
    IReadOnlyList<long> Entries);

/// <summary>A file of the pack, and where its bytes lie until the pack is written.</summary>
internal sealed record PackPart(string Path, string Blob, long Offset, long Length, string Sha256, uint Crc32)
{
    public (string Path, Digest Sha256) Hashed() => (Path, Digest.FromHex(Sha256));
}

/// <summary>An entry as people read it.</summary>
/// <param name="Fields">What is shown of it.</param>
/// <param name="Withheld">Names of what is kept back.</param>
/// <param name="Erased">Names of what nobody can show any more.</param>
internal sealed record ShownEntry(
    long Index, DateTimeOffset At, string Act, string Actor, string Subject, string Outcome, bool Sensitive,
    IReadOnlyList<ShownField> Fields, IReadOnlyList<string> Withheld, IReadOnlyList<string> Erased);

internal sealed record ShownField(string Name, string Value);

/// <summary>What one step read.</summary>
internal sealed record Batch(IReadOnlyList<PackPart> Files, IReadOnlyList<PackRedaction> Redactions, IReadOnlyList<ShownEntry> Shown)
{
    public static string Step(int number) => string.Create(CultureInfo.InvariantCulture, $"batch-{number:D6}");
}

/// <summary>Every file below data/, from now on unchangeable: the record commits to their list.</summary>
internal sealed record Payload(IReadOnlyList<PackPart> Files)
{
    public const string Step = "payload";

    public byte[] Manifest() => PackManifest.Of(Files.Select(file => file.Hashed()));
}

/// <summary>What the record says of the export.</summary>
/// <param name="Entry">Index of its entry.</param>
/// <param name="Proof">export.tlog-proof.</param>
/// <param name="Info">bag-info.txt.</param>
internal sealed record Exported(long Entry, byte[] Proof, byte[] Info, DateTimeOffset At)
{
    public const string Step = "exported";
}

/// <summary>The pack can never be made as it was asked for; the message says what to ask for instead.</summary>
internal sealed class PackImpossible(string why) : Exception(why);
