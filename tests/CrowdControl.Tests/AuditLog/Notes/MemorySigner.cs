using System.Security.Cryptography;
using CrowdControl.AuditLog.Notes;
using CrowdControl.AuditLog.Tree;

namespace CrowdControl.Tests.AuditLog.Notes;

/// <summary>A log's key that lives as long as the test.</summary>
internal sealed class MemorySigner : ICheckpointSigner, IDisposable
{
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public MemorySigner(string origin) => Key = VerifierKey.OfP256(origin, _key.ExportSubjectPublicKeyInfo());

    public VerifierKey Key { get; }

    /// <summary>Signs something else than it was asked to, as a vault does whose current key is another version.</summary>
    public bool Broken { get; set; }

    public Task<byte[]> Sign(Digest hash, CancellationToken cancellation) =>
        Task.FromResult(P256Signature.ToLowSDer(_key.SignHash((Broken ? TreeHash.Empty : hash).Bytes.ToArray())));

    public void Dispose() => _key.Dispose();
}
