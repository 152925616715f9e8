using System.Numerics;
using System.Security.Cryptography;
using CrowdControl.AuditLog.Notes;

namespace CrowdControl.Tests.AuditLog.Notes;

public class P256SignatureTests
{
    private static readonly BigInteger Order =
        new(Convert.FromHexString("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551"), isUnsigned: true, isBigEndian: true);

    [Fact]
    public void Every_signature_becomes_DER_with_a_low_S_that_others_verify()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var hash = SHA256.HashData("text"u8);

        for (var i = 0; i < 300; i++)
        {
            var der = P256Signature.ToLowSDer(key.SignHash(hash));
            var rs = new byte[64];

            Assert.True(key.VerifyHash(hash, der, DSASignatureFormat.Rfc3279DerSequence));
            Assert.True(P256Signature.TryReadDer(der, rs));
            Assert.True(P256Signature.IsLowS(rs));
            Assert.Equal(der, P256Signature.ToLowSDer(rs));
        }
    }

    [Fact]
    public void The_other_signature_that_ECDSA_allows_is_refused_for_our_own_logs()
    {
        var note = SignedNote.Parse(PublicNotes.RekorNote);
        var rs = new byte[64];
        P256Signature.TryReadDer(note.Signatures[0].Bytes.Span, rs);
        var s = (Order - new BigInteger(rs.AsSpan(32), isUnsigned: true, isBigEndian: true)).ToByteArray(isUnsigned: true, isBigEndian: true);
        var r = rs[..32];
        byte[] der = [2, (byte)r.Length, .. r, 2, (byte)(s.Length + 1), 0, .. s];
        var malleated = new SignedNote(note.Text, [note.Signatures[0] with { Bytes = (byte[])[0x30, (byte)der.Length, .. der] }]);

        Assert.Single(malleated.Verify([VerifierKey.ParseForeign(PublicNotes.Rekor)]));
        Assert.Throws<FormatException>(() => malleated.Verify([VerifierKey.Parse(PublicNotes.Rekor)]));
    }

    [Theory]
    [InlineData(""), InlineData("30"), InlineData("3000"), InlineData("3006020101020101")]
    public void The_smallest_halves_are_read_or_refused_by_length(string hex) =>
        Assert.Equal(hex.Length == 16, P256Signature.TryReadDer(Convert.FromHexString(hex), new byte[64]));

    [Theory]
    [InlineData("300702010102010100"), InlineData("3006020101020100"), InlineData("3006020100020101"), InlineData("300702020001020101")]
    [InlineData("3006020181020101"), InlineData("308106020101020101"), InlineData("3106020101020101"), InlineData("3006030101020101")]
    [InlineData("3080020101020101"), InlineData("30060201010201"), InlineData("30060200010201"), InlineData("3006020101028101")]
    public void DER_in_another_spelling_is_refused(string hex) =>
        Assert.False(P256Signature.TryReadDer(Convert.FromHexString(hex), new byte[64]));

    [Fact]
    public void Halves_of_zero_and_from_the_order_on_are_refused()
    {
        var order = Order.ToByteArray(isUnsigned: true, isBigEndian: true);
        var one = new byte[32];
        one[31] = 1;

        Assert.Throws<FormatException>(() => P256Signature.ToLowSDer([.. order, .. one]));
        Assert.Throws<FormatException>(() => P256Signature.ToLowSDer([.. one, .. order]));
        Assert.Throws<FormatException>(() => P256Signature.ToLowSDer([.. one, .. new byte[32]]));
        Assert.Throws<FormatException>(() => P256Signature.ToLowSDer(one));
        Assert.Equal("3006020101020101", Convert.ToHexStringLower(P256Signature.ToLowSDer([.. one, .. one])));
    }
}
