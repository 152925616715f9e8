using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;

namespace CrowdControl.AuditLog.TimeStamps;

/// <summary>Asks a time stamping authority when some bytes existed (RFC 3161): by their SHA-256, so that the authority never sees them.</summary>
public sealed class TimeStampQuery
{
    private const int NonceLength = 8;
    private readonly Rfc3161TimestampRequest _request;

    /// <param name="stamped">The bytes, such as a stored checkpoint.</param>
    public TimeStampQuery(ReadOnlySpan<byte> stamped) => _request = Rfc3161TimestampRequest.CreateFromData(
        stamped, HashAlgorithmName.SHA256, requestedPolicyId: null, Nonce(), requestSignerCertificates: true);

    /// <summary>The body to POST as <c>application/timestamp-query</c>.</summary>
    public byte[] Encode() => _request.Encode();

    /// <summary>Whether the authority granted the stamp, to this very query: nonce, digest and its own signature.</summary>
    /// <param name="answer">The body of <c>application/timestamp-reply</c>, kept as it is when it is good.</param>
    /// <returns>The sentence that says what is wrong; null when nothing is. Whom to trust is asked by <see cref="TimeStamp.Check"/>.</returns>
    public string? Refuse(ReadOnlyMemory<byte> answer)
    {
        try
        {
            _request.ProcessResponse(answer, out var read);
            return read == answer.Length ? null : "Something follows the time stamp.";
        }
        catch (CryptographicException wrong)
        {
            return $"The authority gave no time stamp for this query: {wrong.Message}";
        }
    }

    /// <summary>DER has no leading zero, and not every authority takes a negative number.</summary>
    private static byte[] Nonce()
    {
        var nonce = RandomNumberGenerator.GetBytes(NonceLength);
        nonce[0] = (byte)((nonce[0] & 0x3f) | 0x40);
        return nonce;
    }
}
