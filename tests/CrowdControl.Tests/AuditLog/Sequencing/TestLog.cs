using System.Security.Cryptography;
using CrowdControl.AuditLog.Journal;
using CrowdControl.AuditLog.Leaves;
using CrowdControl.AuditLog.Notes;
using CrowdControl.AuditLog.Publishing;
using CrowdControl.AuditLog.Sequencing;
using CrowdControl.AuditLog.Tree;

namespace CrowdControl.Tests.AuditLog.Sequencing;

/// <summary>Logs, entries and keys for tests.</summary>
internal static class TestLog
{
    public const string Origin = "audit.exmoor.police.example/log/1";

    public static TestSigner Signer { get; } = new(Origin);

    public static LogSettings Settings { get; } = new("log1", Origin) { Signers = () => [Signer], Grid = TimeSpan.FromDays(10) };

    public static SequencedLog On(ILogStore store, TimeProvider? clock = null, LogSettings? settings = null, IHeadRegister? heads = null) =>
        new(store, heads ?? new StoredHeadRegister(store, (settings ?? Settings).Log), settings ?? Settings, clock ?? TimeProvider.System);

    public static Entry Entry(string name, string stream = "acct:1", string type = "post.drafted") => CrowdControl.AuditLog.Sequencing.Entry.Of(
        new LeafDraft
        {
            Type = type,
            Id = EntryId.Named(name),
            Actor = new LeafActor("u:b81d", "author", "fido2"),
            Subject = new LeafSubject("post", "p:77aa"),
            Policy = "2026-09/1",
            Application = "crowdcontrol/1.4.0+9f3c2e1",
        }, stream);

    /// <summary>The roots of all sizes of the log, from its entries alone.</summary>
    public static async Task<List<Digest>> Roots(SequencedLog log)
    {
        var (range, roots) = (new CompactRange(), new List<Digest> { TreeHash.Empty });
        foreach (var leaf in await log.Reading.Read(0, (int)await log.Size(CancellationToken.None), CancellationToken.None))
        {
            range.Add(TreeHash.Leaf(leaf.Bytes.Span));
            roots.Add(range.Root());
        }
        return roots;
    }
}

/// <summary>A P-256 key in memory.</summary>
internal sealed class TestSigner : ICheckpointSigner
{
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public TestSigner(string origin) => Key = new P256VerifierKey(origin, _key.ExportSubjectPublicKeyInfo(), lowS: true);

    public VerifierKey Key { get; }

    public int Signatures { get; private set; }

    public Task<byte[]> Sign(Digest hash, CancellationToken cancellation)
    {
        lock (_key)
        {
            Signatures++;
            return Task.FromResult(P256Signature.ToLowSDer(_key.SignHash(hash.Bytes.ToArray())));
        }
    }
}

/// <summary>A clock that is set by hand; delays pass in real time.</summary>
internal sealed class HandClock : TimeProvider
{
    public DateTimeOffset Now { get; set; } = new(2026, 11, 2, 9, 15, 27, 480, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => Now;
}
