using System.Security.Cryptography;
using System.Text;
using CrowdControl.AuditLog.Tree;

namespace CrowdControl.AuditLog.Notes;

/// <summary>Holds a log's private key, ECDSA on P-256, in a vault or in a file.</summary>
public interface ICheckpointSigner
{
    /// <summary>The public key, type 0x02, whose name is the log's origin.</summary>
    VerifierKey Key { get; }

    /// <summary>Signs.</summary>
    /// <param name="hash">SHA-256 of a note's text.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The signature in DER with a low S, as <see cref="P256Signature.ToLowSDer"/> makes it from r || s.</returns>
    Task<byte[]> Sign(Digest hash, CancellationToken cancellation);
}

/// <summary>Makes signed checkpoints.</summary>
public static class CheckpointSigning
{
    /// <summary>Signs a checkpoint with each of the log's keys: one, or two while an old key gives way to a new one.</summary>
    /// <exception cref="InvalidOperationException">A signer's key has another name than the log, or its answer does not hold.</exception>
    public static async Task<SignedNote> Sign(Checkpoint checkpoint, IEnumerable<ICheckpointSigner> signers, CancellationToken cancellation)
    {
        var text = Encoding.UTF8.GetBytes(checkpoint.Text);
        var hash = new Digest(SHA256.HashData(text));
        var signatures = new List<NoteSignature>();
        foreach (var signer in signers)
        {
            if (signer.Key.Name != checkpoint.Origin)
                throw new InvalidOperationException($"The key {signer.Key.Name} does not sign for {checkpoint.Origin}.");
            var der = await signer.Sign(hash, cancellation);
            // What would be published must hold: a vault that signs with another version of the key is found out here.
            if (signer.Key.Verify(text, der) is null)
                throw new InvalidOperationException($"The signer's answer does not hold under {signer.Key}.");
            signatures.Add(new NoteSignature(signer.Key.Name, signer.Key.Id, der));
        }
        return new SignedNote(checkpoint.Text, signatures);
    }
}
