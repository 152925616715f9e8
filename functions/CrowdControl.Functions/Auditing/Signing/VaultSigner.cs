using CrowdControl.AuditLog.Notes;
using CrowdControl.AuditLog.Tree;

namespace CrowdControl.Functions.Auditing.Signing;

/// <summary>Signs checkpoints by one version of a key in the vault.</summary>
internal sealed class VaultSigner(VaultKey key, string version, VerifierKey publicKey) : ICheckpointSigner
{
    public VerifierKey Key => publicKey;

    public async Task<byte[]> Sign(Digest hash, CancellationToken cancellation) =>
        P256Signature.ToLowSDer(await key.Sign(version, hash.Bytes.ToArray(), cancellation));
}
