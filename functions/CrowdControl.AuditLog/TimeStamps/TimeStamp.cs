using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;

namespace CrowdControl.AuditLog.TimeStamps;

/// <summary>What a checked time stamp proves: the bytes existed at <paramref name="Time"/>, give or take <paramref name="Accuracy"/>.</summary>
/// <param name="Authority">The subject of the certificate that signed.</param>
/// <param name="TrustedBy">SHA-256 of the trusted certificate that its chain ends in, 64 lower-case hexadecimal digits.</param>
public sealed record TimeStamp(DateTimeOffset Time, TimeSpan Accuracy, string Authority, string TrustedBy)
{
    private const string TimeStamping = "1.3.6.1.5.5.7.3.8";
    private const string NoStamp = "The response holds no time stamp, or more than one.";
    private const string OtherBytes = "The time stamp is not of these bytes, or its signature is false.";

    /// <summary>Checks a stored RFC 3161 response, offline: granted, over these bytes, signed, and by whom.</summary>
    /// <param name="response">The response as it came, DER.</param>
    /// <param name="stamped">The bytes that it should stand for.</param>
    /// <param name="trusted">Roots or intermediates, nothing else is trusted. Chains are judged as of the stamp's own time; whether a
    /// certificate was revoked is not asked, since no network is.</param>
    /// <returns>The stamp, or the sentence that says what is wrong.</returns>
    public static (TimeStamp? Stamp, string? Wrong) Check(ReadOnlyMemory<byte> response, ReadOnlySpan<byte> stamped, X509Certificate2Collection trusted)
    {
        try
        {
            if (Token(response) is not { } token) return (null, NoStamp);
            if (!token.VerifySignatureForData(stamped, out var signer)) return (null, OtherBytes);
            var time = token.TokenInfo.Timestamp;
            return Root(signer, token, time, trusted) is { } root
                ? (new TimeStamp(time, AccuracyOf(token), signer.Subject, Convert.ToHexStringLower(root.GetCertHash(HashAlgorithmName.SHA256))), null)
                : (null, $"None of the trusted certificates vouches for {signer.Subject}.");
        }
        catch (Exception wrong) when (wrong is CryptographicException or AsnContentException)
        {
            return (null, $"The time stamp cannot be read: {wrong.Message}");
        }
    }

    /// <summary>Whether a stored response is a time stamp of these bytes at all, whoever signed it and whether or not they are trusted.</summary>
    /// <returns>The sentence that says what is wrong; null when nothing is.</returns>
    public static string? Refuse(ReadOnlyMemory<byte> response, ReadOnlySpan<byte> stamped)
    {
        try
        {
            if (Token(response) is not { } token) return NoStamp;
            return token.VerifySignatureForData(stamped, out _) ? null : OtherBytes;
        }
        catch (Exception wrong) when (wrong is CryptographicException or AsnContentException)
        {
            return $"The time stamp cannot be read: {wrong.Message}";
        }
    }

    /// <summary>TimeStampResp ::= SEQUENCE { status PKIStatusInfo, timeStampToken ContentInfo OPTIONAL }, RFC 3161, section 2.4.2.</summary>
    private static Rfc3161TimestampToken? Token(ReadOnlyMemory<byte> response)
    {
        var outer = new AsnReader(response, AsnEncodingRules.DER);
        var content = outer.ReadSequence();
        if (outer.HasData) return null;
        var status = content.ReadSequence();
        if (!status.TryReadInt32(out var granted) || granted is not (0 or 1) || !content.HasData) return null;
        var token = content.ReadEncodedValue();
        return !content.HasData && Rfc3161TimestampToken.TryDecode(token, out var read, out var length) && length == token.Length ? read : null;
    }

    private static X509Certificate2? Root(
        X509Certificate2 signer, Rfc3161TimestampToken token, DateTimeOffset time, X509Certificate2Collection trusted)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(trusted);
        chain.ChainPolicy.ExtraStore.AddRange(token.AsSignedCms().Certificates);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.VerificationTime = time.UtcDateTime;
        chain.ChainPolicy.ApplicationPolicy.Add(new Oid(TimeStamping));
        return chain.Build(signer) ? chain.ChainElements[^1].Certificate : null;
    }

    private static TimeSpan AccuracyOf(Rfc3161TimestampToken token) =>
        TimeSpan.FromMicroseconds(token.TokenInfo.AccuracyInMicroseconds ?? 0);
}
