using CrowdControl.AuditLog.Notes;
using CrowdControl.AuditLog.Tree;
using CrowdControl.AuditLog.Witnessing;
using CrowdControl.Tests.AuditLog.Notes;

namespace CrowdControl.Tests.Witness;

/// <summary>A log's tree and key in memory; it signs whatever size, and whatever lie, a test asks for.</summary>
internal sealed class MemoryLog
{
    private readonly MemorySigner _signer;
    private readonly MemoryTree _tree = new();

    /// <param name="name">Part of its origin.</param>
    /// <param name="size">Leaves to begin with.</param>
    /// <param name="history">Logs of one history share their first leaves; another history is another log's, or a fork of this one.</param>
    public MemoryLog(string name, int size = 0, string history = "true")
        : this(new MemorySigner($"{AzuriteStorage.FreshName(name)}.example/log/1"), size, history)
    {
    }

    private MemoryLog(MemorySigner signer, int size, string history)
    {
        _signer = signer;
        for (var i = 0; i < size; i++) _tree.Add(TreeHash.Leaf(System.Text.Encoding.UTF8.GetBytes($"{history} {i}")));
    }

    public string Origin => _signer.Key.Name;

    public VerifierKey Key => _signer.Key;

    public static IEnumerable<MemoryLog> Some(int count, int size) => Enumerable.Range(0, count).Select(_ => new MemoryLog("log", size));

    public static byte[] Bytes(ulong old, IReadOnlyList<Digest> proof, SignedNote note) =>
        new AddCheckpointRequest(old, proof, note, Checkpoint.Parse(note.Text)).ToBytes();

    /// <summary>The same origin and key with other leaves.</summary>
    public MemoryLog Fork(int size) => new(_signer, size, "forked");

    /// <summary>The same log with another key beside its first.</summary>
    public MemoryLog WithKey() => new(new MemorySigner(Origin), (int)_tree.Size, "true");

    public Digest Root(ulong size) => _tree.Root(size);

    public Digest[] Proof(ulong old, ulong size) => old == 0 || old == size ? [] : _tree.ProveConsistency(old, size);

    public Task<SignedNote> Note(ulong size) => Note(size, Root(size));

    public Task<SignedNote> Note(ulong size, Digest root) =>
        CheckpointSigning.Sign(new Checkpoint(Origin, size, root), [_signer], CancellationToken.None);

    /// <summary>A request as an honest log makes it.</summary>
    public async Task<byte[]> Request(ulong old, ulong size) => Bytes(old, Proof(old, size), await Note(size));
}
