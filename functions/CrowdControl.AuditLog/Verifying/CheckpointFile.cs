using System.Text;
using CrowdControl.AuditLog.Notes;
using CrowdControl.AuditLog.Tree;

namespace CrowdControl.AuditLog.Verifying;

/// <summary>
/// A checkpoint with what may prove how it goes on from an older one: a note alone; a note below an old size and a consistency proof,
/// as C2SP tlog-witness sends them (add-checkpoint); or an exported log, from whose tiles any proof is made.
/// </summary>
/// <param name="Where">As the caller named it.</param>
/// <param name="Note">The checkpoint as it stands.</param>
/// <param name="Checkpoint">What it says.</param>
/// <param name="OldSize">What size the proof is from; null without a proof.</param>
/// <param name="Proof">Its hashes.</param>
/// <param name="Log">The exported log; null where it is a file.</param>
public sealed record CheckpointFile(
    string Where, SignedNote Note, Checkpoint Checkpoint, ulong? OldSize, IReadOnlyList<Digest> Proof, ExportedLog? Log)
{
    private const int MaximumHashes = 63;

    /// <summary>Reads a file or an exported log.</summary>
    /// <exception cref="FormatException">It is none of the three.</exception>
    /// <exception cref="IOException">It is not there, or cannot be read.</exception>
    public static CheckpointFile Read(string path)
    {
        if (!Directory.Exists(path)) return Parse(path, File.ReadAllBytes(path));
        var log = new ExportedLog(path);
        var note = SignedNote.Parse(
            log.Read(ExportName.Checkpoint) ?? throw new FileNotFoundException($"{path} is no exported log: it holds no file {ExportName.Checkpoint}."));
        return new CheckpointFile(path, note, Checkpoint.Parse(note.Text), null, [], log);
    }

    /// <summary>Reads a note, or an old size, a proof and a note.</summary>
    /// <exception cref="FormatException">It is neither.</exception>
    public static CheckpointFile Parse(string where, ReadOnlySpan<byte> bytes)
    {
        if (!bytes.StartsWith("old "u8)) return Of(where, SignedNote.Parse(bytes), null, []);
        var text = NoteText.Read(bytes, "proof");
        var end = text.IndexOf("\n\n", StringComparison.Ordinal);
        if (end < 0) throw new FormatException("There is no empty line between proof and checkpoint.");
        var lines = text[..end].Split('\n');
        if (lines.Length > 1 + MaximumHashes) throw new FormatException($"A consistency proof has {MaximumHashes} hashes at most.");
        return Of(
            where, SignedNote.Parse(Encoding.UTF8.GetBytes(text[(end + 2)..])), NoteText.Decimal(lines[0].AsSpan("old ".Length), "old size"),
            [.. lines.Skip(1).Select(line => Digest.FromBase64(line))]);
    }

    /// <summary>The root that the tree had at a smaller size, by the log's tiles, and the proof that it had it.</summary>
    /// <exception cref="FormatException">A tile that is needed is missing or false.</exception>
    internal (Digest Root, Digest[] Proof) Before(ulong oldSize)
    {
        Digest Node(NodeId node)
        {
            var tile = TileId.Holding(node, Checkpoint.Size);
            var name = TilePath.Of(tile);
            return tile.Node(node, Log!.Read(name) ?? throw new FormatException($"{name} is missing."));
        }

        var root = new CompactRange(oldSize, [.. NodeId.Cover(0, oldSize).Select(Node)]).Root();
        var proof = ConsistencyProof.Plan(oldSize, Checkpoint.Size).Fold(Node);
        ConsistencyProof.Check(oldSize, Checkpoint.Size, root, Checkpoint.Root, proof);
        return (root, proof);
    }

    private static CheckpointFile Of(string where, SignedNote note, ulong? oldSize, IReadOnlyList<Digest> proof) =>
        new(where, note, Checkpoint.Parse(note.Text), oldSize, proof, null);
}
