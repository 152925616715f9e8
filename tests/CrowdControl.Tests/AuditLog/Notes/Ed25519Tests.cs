using System.Numerics;
using CrowdControl.AuditLog.Notes;

namespace CrowdControl.Tests.AuditLog.Notes;

public class Ed25519Tests
{
    private static readonly BigInteger Order =
        BigInteger.Pow(2, 252) + new BigInteger(Convert.FromHexString("14def9dea2f79cd65812631a5cf5d3ed"), true, isBigEndian: true);

    /// <summary>RFC 8032 section 7.1.</summary>
    [Theory]
    [InlineData(
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b")]
    [InlineData(
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00")]
    [InlineData(
        "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a")]
    public void The_vectors_of_RFC_8032_come_out(string seed, string key, string message, string signature)
    {
        var (secret, text) = (Convert.FromHexString(seed), Convert.FromHexString(message));

        Assert.Equal(key, Convert.ToHexStringLower(Ed25519.PublicKey(secret)));
        Assert.Equal(signature, Convert.ToHexStringLower(Ed25519.Sign(secret, text)));
        Assert.True(new Ed25519Key(Convert.FromHexString(key)).Verify(text, Convert.FromHexString(signature)));
    }

    /// <summary>The fourteen encodings of the eight points of small order (C2SP/CCTV, ed25519), and other encodings that are none.</summary>
    [Theory]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f")]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000080")]
    [InlineData("edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff")]
    [InlineData("0100000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("0100000000000000000000000000000000000000000000000000000000000080")]
    [InlineData("eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f")]
    [InlineData("eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff")]
    [InlineData("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05")]
    [InlineData("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85")]
    [InlineData("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a")]
    [InlineData("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa")]
    [InlineData("ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f")]
    [InlineData("ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff")]
    [InlineData("0200000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff")]
    [InlineData(""), InlineData("00"), InlineData("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a00")]
    public void A_key_of_small_order_or_in_another_encoding_is_refused(string hex) =>
        Assert.Throws<FormatException>(() => new Ed25519Key(Convert.FromHexString(hex)));

    [Fact]
    public void Every_flipped_bit_of_signature_and_message_and_every_other_length_is_refused()
    {
        var seed = new byte[32];
        var message = "cosignature/v1"u8.ToArray();
        var key = new Ed25519Key(Ed25519.PublicKey(seed));
        var signature = Ed25519.Sign(seed, message);

        for (var bit = 0; bit < 512; bit++) Assert.False(key.Verify(message, Flip(signature, bit)));
        for (var bit = 0; bit < message.Length * 8; bit++) Assert.False(key.Verify(Flip(message, bit), signature));
        for (var length = 0; length < 64; length++) Assert.False(key.Verify(message, signature.AsSpan(0, length)));
        Assert.False(key.Verify(message, [.. signature, 0]));
        Assert.True(key.Verify(message, signature));
    }

    [Fact]
    public void A_second_signature_made_by_adding_the_order_to_S_is_refused()
    {
        var seed = new byte[32];
        var key = new Ed25519Key(Ed25519.PublicKey(seed));
        var signature = Ed25519.Sign(seed, "text"u8);
        var s = new BigInteger(signature.AsSpan(32), isUnsigned: true) + Order;
        var second = signature.ToArray();
        s.TryWriteBytes(second.AsSpan(32), out _, isUnsigned: true);

        Assert.True(key.Verify("text"u8, signature));
        Assert.False(key.Verify("text"u8, second));
    }

    [Fact]
    public void A_key_with_a_component_of_small_order_is_refused_because_checkers_disagree_about_it()
    {
        var key = Point25519.Decode(Ed25519.PublicKey(new byte[32]))!.Value;
        foreach (var small in new[] { "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05", "ec" + new string('f', 60) + "7f" })
        {
            var mixed = new byte[32];
            (key + Point25519.Decode(Convert.FromHexString(small))!.Value.ToAddend()).Encode(mixed);

            Assert.NotNull(Point25519.Decode(mixed));
            Assert.Throws<FormatException>(() => new Ed25519Key(mixed));
        }
    }

    [Fact]
    public void A_signature_whose_R_is_the_neutral_element_is_refused_though_the_equation_holds()
    {
        var (seed, message) = (new byte[32], "text"u8.ToArray());
        var key = Ed25519.PublicKey(seed);
        var secret = System.Security.Cryptography.SHA512.HashData(seed)[..32];
        secret[0] &= 0xf8;
        secret[31] = (byte)((secret[31] & 0x7f) | 0x40);
        var signature = new byte[64];
        signature[0] = 1; // R = [0]B
        var k = Ed25519.HashToScalar(signature.AsSpan(0, 32), key, message);
        Ed25519.WriteScalar(k * new BigInteger(secret, isUnsigned: true) % Order, signature.AsSpan(32));

        Assert.False(new Ed25519Key(key).Verify(message, signature));
    }

    [Fact]
    public void Random_signatures_verify_under_their_own_key_alone()
    {
        var random = new Random(8032);
        var other = new Ed25519Key(Ed25519.PublicKey(new byte[32]));
        for (var round = 0; round < 100; round++)
        {
            var (seed, message) = (new byte[32], new byte[random.Next(200)]);
            random.NextBytes(seed);
            random.NextBytes(message);
            var signature = Ed25519.Sign(seed, message);

            Assert.True(new Ed25519Key(Ed25519.PublicKey(seed)).Verify(message, signature));
            Assert.False(other.Verify(message, signature));
        }
    }

    private static byte[] Flip(byte[] bytes, int bit)
    {
        var flipped = bytes.ToArray();
        flipped[bit / 8] ^= (byte)(1 << (bit % 8));
        return flipped;
    }
}
