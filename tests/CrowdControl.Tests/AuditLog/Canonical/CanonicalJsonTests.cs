using System.Security.Cryptography;
using System.Text;
using CrowdControl.AuditLog.Canonical;
using CrowdControl.Tests.Seam;

namespace CrowdControl.Tests.AuditLog.Canonical;

public class CanonicalJsonTests
{
    private const string Vectors = "data/vectors/jcs/testdata";

    [SharedFact(Vectors), Trait("Goal", "G1")]
    public void The_six_public_pairs_come_out_to_the_byte()
    {
        var hashes = new Dictionary<string, string>
        {
            ["arrays"] = "099601b1",
            ["french"] = "d99d0ebd",
            ["structures"] = "605f6500",
            ["unicode"] = "0d99aad9",
            ["values"] = "2d5e01a3",
            ["weird"] = "6af595a9",
        };
        foreach (var (name, hash) in hashes)
        {
            var input = File.ReadAllBytes(Path.Combine(SharedFactAttribute.Of(Vectors), "input", $"{name}.json"));
            var output = File.ReadAllBytes(Path.Combine(SharedFactAttribute.Of(Vectors), "output", $"{name}.json"));

            var written = CanonicalJson.Write(CanonicalJson.Parse(input));

            Assert.Equal(output, written);
            Assert.Equal(hash, Convert.ToHexStringLower(SHA256.HashData(written).AsSpan(0, 4)));
        }
    }

    [Fact]
    public void The_example_of_RFC_8785_comes_out_as_printed()
    {
        var input = """
            {"numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
             "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/", "literals": [null, true, false]}
            """;

        var written = Written(input);

        Assert.Equal(
            """{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}""",
            written);
    }

    [Fact]
    public void Names_are_ordered_by_their_UTF_16_units_not_by_their_UTF_8_bytes()
    {
        var written = Written("""{"\ufb33":1,"\ud83d\ude02":2,"\u00f6":3,"a":4,"\r":5}""");

        Assert.Equal("{\"\\r\":5,\"a\":4,\"ö\":3,\"😂\":2,\"\ufb33\":1}", written);
    }

    [Theory]
    [InlineData(""), InlineData(" "), InlineData("{"), InlineData("[1"), InlineData("[1,]"), InlineData("{\"a\":1,}")]
    [InlineData("{a:1}")]
    [InlineData("{\"a\" 1}"), InlineData("{\"a\":1 \"b\":2}"), InlineData("[1 2]"), InlineData("1 2")]
    [InlineData("nul"), InlineData("True")]
    [InlineData("NaN"), InlineData("Infinity"), InlineData("+1"), InlineData("01"), InlineData("-"), InlineData("-01")]
    [InlineData("1."), InlineData(".5")]
    [InlineData("1e"), InlineData("1e+"), InlineData("1e400"), InlineData("0x1"), InlineData("'a'"), InlineData("\"a")]
    [InlineData("\"\\"), InlineData("\"\\u12")]
    [InlineData("\"\\x\""), InlineData("\"\\u12g4\""), InlineData("\"\\u 123\""), InlineData("\"a\tb\"")]
    [InlineData("\"a\nb\\n\""), InlineData("/**/1"), InlineData("\ufeff1")]
    [InlineData("\"\\ud800\""), InlineData("\"\\udc00\""), InlineData("\"\\ud800\\ud800\"")]
    [InlineData("\"\\ud800x\""), InlineData("\"\\udc00\\ud800\"")]
    [InlineData("{\"a\":1,\"a\":2}"), InlineData("{\"a\":1,\"\\u0061\":2}"), InlineData("[1]]"), InlineData("[1}")]
    [InlineData("\u00a01")]
    public void What_is_no_strict_JSON_is_refused(string text) =>
        Assert.NotEmpty(Assert.Throws<FormatException>(() => CanonicalJson.Parse(Encoding.UTF8.GetBytes(text))).Message);

    [Theory]
    [InlineData("22FF22"), InlineData("22C02022"), InlineData("22EDA08022"), InlineData("22F490808022")]
    [InlineData("22C08022"), InlineData("22E282")]
    public void Bytes_that_are_no_UTF_8_are_refused(string hex) =>
        Assert.Throws<FormatException>(() => CanonicalJson.Parse(Convert.FromHexString(hex)));

    [Theory]
    [InlineData("{ }"), InlineData("1.0"), InlineData("-0"), InlineData("1E3"), InlineData("\"\\u0061\"")]
    [InlineData("\"\\/\""), InlineData("\"\\u000A\"")]
    [InlineData("{\"b\":1,\"a\":2}"), InlineData("[1, 2]"), InlineData("1\n"), InlineData("9007199254740993")]
    public void Another_spelling_is_JSON_but_not_canonical(string text)
    {
        var utf8 = Encoding.UTF8.GetBytes(text);

        CanonicalJson.Parse(utf8);
        Assert.Throws<FormatException>(() => CanonicalJson.ParseCanonical(utf8));
    }

    [Fact]
    public void Nesting_is_read_to_the_depth_asked_for_and_no_deeper()
    {
        CanonicalJson.Parse("[[{}]]"u8, depth: 3);

        Assert.Throws<FormatException>(() => CanonicalJson.Parse("[[{}]]"u8, depth: 2));
        Assert.Throws<FormatException>(() => CanonicalJson.Parse(Encoding.ASCII.GetBytes(new string('[', 1_000_000))));
    }

    [Fact]
    public void What_cannot_be_said_in_JSON_is_not_written()
    {
        Assert.ThrowsAny<ArgumentException>(() => CanonicalJson.Write("\ud800"));
        Assert.Throws<ArgumentException>(() => CanonicalJson.Write(JsonItem.Of(("a", 1), ("a", 2))));
        Assert.Throws<ArgumentException>(() => CanonicalJson.Write(double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => (JsonItem)(1L << 53));
    }

    [Fact]
    public void Random_values_read_back_to_the_same_bytes_and_no_shortened_text_is_taken()
    {
        var random = new Random(8785);
        for (var round = 0; round < 500; round++)
        {
            var written = CanonicalJson.Write(JsonItem.Of(RandomJson.Item(random, depth: 4)));

            Assert.Equal(written, CanonicalJson.Write(CanonicalJson.ParseCanonical(written)));
            var cut = random.Next(written.Length);
            Assert.Throws<FormatException>(() => CanonicalJson.Parse(written.AsSpan(0, cut)));
        }
    }

    [Fact]
    public void Flipped_bits_are_refused_with_a_sentence_or_are_another_canonical_text()
    {
        var random = new Random(7493);
        for (var round = 0; round < 100; round++)
        {
            var written = CanonicalJson.Write(RandomJson.Item(random, depth: 4));
            for (var bit = 0; bit < written.Length * 8; bit++)
            {
                var flipped = written.ToArray();
                flipped[bit / 8] ^= (byte)(1 << (bit % 8));
                try
                {
                    Assert.Equal(flipped, CanonicalJson.Write(CanonicalJson.ParseCanonical(flipped)));
                }
                catch (FormatException refused)
                {
                    Assert.NotEmpty(refused.Message);
                }
            }
        }
    }

    private static string Written(string text) =>
        Encoding.UTF8.GetString(CanonicalJson.Write(CanonicalJson.Parse(Encoding.UTF8.GetBytes(text))));
}
