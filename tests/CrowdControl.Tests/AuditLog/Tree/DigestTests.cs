using CrowdControl.AuditLog.Tree;

namespace CrowdControl.Tests.AuditLog.Tree;

public class DigestTests
{
    private const string Hex = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    private const string Base64 = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";

    [Fact]
    public void A_digest_reads_and_writes_base64_and_hexadecimal()
    {
        var digest = Digest.FromHex(Hex);

        Assert.Equal(Hex, digest.ToString());
        Assert.Equal(Base64, digest.ToBase64());
        Assert.Equal(digest, Digest.FromBase64(Base64));
        Assert.Equal(digest, new Digest(Convert.FromHexString(Hex)));
    }

    [Theory]
    [InlineData("47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFV=")]
    [InlineData("47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU")]
    [InlineData("47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hS uFU=")]
    [InlineData(" 47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=")]
    [InlineData("47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=    ")]
    [InlineData("47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU=")]
    [InlineData("47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuA==")]
    [InlineData("")]
    public void Base64_in_any_other_spelling_or_length_is_refused(string text) =>
        Assert.Throws<FormatException>(() => Digest.FromBase64(text));

    [Theory]
    [InlineData("E3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    [InlineData("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b8")]
    [InlineData("g3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    public void Hexadecimal_in_any_other_spelling_or_length_is_refused(string text) =>
        Assert.Throws<FormatException>(() => Digest.FromHex(text));

    [Fact]
    public void Digests_are_equal_only_when_every_bit_is()
    {
        var bytes = Convert.FromHexString(Hex);
        var digest = new Digest(bytes);

        for (var bit = 0; bit < 256; bit++)
        {
            var other = bytes.ToArray();
            other[bit / 8] ^= (byte)(1 << (bit % 8));

            Assert.True(digest != new Digest(other));
        }
        Assert.True(digest == new Digest(bytes));
    }

    [Fact]
    public void A_tile_is_seen_as_digests_only_when_its_length_is_a_multiple_of_32()
    {
        var tile = Enumerable.Range(0, 96).Select(i => (byte)i).ToArray();

        Assert.Equal(new Digest(tile.AsSpan(32, 32)), Digest.Over(tile)[1]);
        Assert.Throws<FormatException>(() => Digest.Over(tile.AsSpan(1)).Length);
    }
}
