using CrowdControl.AuditLog.Notes;

namespace CrowdControl.Tests.AuditLog.Notes;

public class VerifierKeyTests
{
    [Theory]
    [InlineData(PublicNotes.Peter, NoteKeyType.Ed25519), InlineData(PublicNotes.Foo, NoteKeyType.Ed25519)]
    [InlineData(PublicNotes.Rekor, NoteKeyType.EcdsaP256)]
    [InlineData(PublicNotes.Pixel, NoteKeyType.EcdsaP256)]
    [InlineData("TEST+7997405c+AQcC+FTVKf0jlTdHDY3rbevmnKxxPjigCXlVtGe6RIr6", NoteKeyType.Ed25519)]
    public void A_key_is_read_and_written_back(string text, NoteKeyType type)
    {
        var key = VerifierKey.Parse(text);

        Assert.Equal(text, key.ToString());
        Assert.Equal(type, key.Type);
        Assert.Equal(text.Split('+')[0], key.Name);
    }

    [Fact]
    public void Every_key_with_one_character_changed_or_missing_is_refused()
    {
        foreach (var text in new[] { PublicNotes.Foo, PublicNotes.Rekor, Cosignature.Key("w.example", new byte[32]).ToString() })
            for (var at = text.IndexOf('+', StringComparison.Ordinal); at < text.Length; at++)
            {
                Assert.Throws<FormatException>(() => VerifierKey.Parse(text[..at] + "*" + text[(at + 1)..]));
                Assert.Throws<FormatException>(() => VerifierKey.Parse(text[..at] + (text[at] == 'A' ? 'B' : 'A') + text[(at + 1)..]));
                Assert.Throws<FormatException>(() => VerifierKey.Parse(text[..at] + text[(at + 1)..]));
                Assert.Throws<FormatException>(() => VerifierKey.Parse(text[..at]));
            }
    }

    [Theory]
    [InlineData(""), InlineData("a"), InlineData("a+b"), InlineData("+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k")]
    [InlineData("example.com/foo+530D903A+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k")]
    [InlineData("example.com/foo+530d903a+ AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k")]
    [InlineData("example com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k")]
    [InlineData("example.com/fop+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k")]
    [InlineData("example.com/foo+530d903a+"), InlineData("rekor.sigstore.dev+12345678+AwEB"), InlineData("a+00000000+Ag==")]
    public void Another_spelling_is_no_key(string text) => Assert.Throws<FormatException>(() => VerifierKey.Parse(text));

    [Fact]
    public void A_P_256_key_off_the_curve_is_refused()
    {
        var material = Convert.FromBase64String(PublicNotes.Rekor.Split('+', 3)[2]);
        material[^1] ^= 1;
        var id = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(material.AsSpan(1)).AsSpan(0, 4));

        var refused = Assert.Throws<FormatException>(() => VerifierKey.Parse($"rekor.sigstore.dev+{id}+{Convert.ToBase64String(material)}"));

        Assert.Contains("not a point", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cosignature_key_is_another_key_than_a_log_key_of_the_same_bytes()
    {
        var cosigner = Cosignature.Key("w.example", new byte[32]);
        var material = Convert.ToBase64String([1, .. cosigner.Material.Span]);

        Assert.Equal(NoteKeyType.Cosignature, VerifierKey.Parse(cosigner.ToString()).Type);
        Assert.Throws<FormatException>(() => VerifierKey.Parse($"w.example+{cosigner.Id:x8}+{material}"));
    }
}
