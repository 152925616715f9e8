using CrowdControl.AuditLog.Notes;
using CrowdControl.AuditLog.Tree;
using CrowdControl.AuditLog.Witnessing;

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
    /// <summary>Reads a file or an exported log.</summary>
    /// <exception cref="FormatException">It is none of the three.</exception>
    /// <exception cref="IOException">It is not there, or cannot be read.</exception>
    public static CheckpointFile Read(string path)
    {
        if (!Directory.Exists(path)) return Parse(path, File.ReadAllBytes(path));
        var log = new ExportedLog(path);
        var note = SignedNote.Parse(
            log.Read(ExportName.Checkpoint)
                ?? throw new FileNotFoundException($"{path} is no exported log: it holds no file {ExportName.Checkpoint}."));
        return new CheckpointFile(path, note, Checkpoint.Parse(note.Text), null, [], log);
    }

    /// <summary>Reads a note, or an old size, a proof and a note.</summary>
    /// <exception cref="FormatException">It is neither.</exception>
    public static CheckpointFile Parse(string where, ReadOnlySpan<byte> bytes)
    {
        if (!bytes.StartsWith("old "u8)) return Of(where, SignedNote.Parse(bytes), null, []);
        var sent = AddCheckpointRequest.Parse(bytes);
        return Of(where, sent.Note, sent.OldSize, sent.Proof);
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
