using System.Text;
using System.Text.Json;
using CrowdControl.Functions.Networks.Bluesky;
using CrowdControl.LocalRuntime.Servers;
using FsCheck;
using FsCheck.Fluent;

namespace CrowdControl.Tests.Networks.Bluesky;

public sealed class FacetsTests
{
    private static readonly string[] Pieces =
    [
        "https://example.org/a", "http://x", "HTTPS://É.example", "https://", "@desk.example.org", "@a", "#Storm", "＃東京", "#️⃣", "#1",
        " ", "\n", "\u3000", "é", "👮🏽‍♀️", "🇬🇧", "e\u0301", "漢字", "\ufeff", "\u200d", "a", "7",
        "(", ")", ".", "。", "/", ",", "…", "#", "@", "\ud83d\ude00",
    ];

    private static readonly Gen<string> AnyText = Gen.Elements(Pieces).ListOf().Select(pieces => string.Concat(pieces));

    public static TheoryData<string, string[]> Cases()
    {
        var cases = new TheoryData<string, string[]>();
        foreach (var one in Read()) cases.Add(one.Text, one.Found);
        return cases;
    }

    internal static FacetCase[] Read() => JsonSerializer.Deserialize<FacetCase[]>(
        File.ReadAllText(Path.Combine(Repository.Root, "tests", "facets.json")), JsonSerializerOptions.Web)!;

    [Theory, MemberData(nameof(Cases))]
    public void The_adapter_finds_what_the_dashboard_shows(string text, string[] found) =>
        Assert.Equal(found, Facets.Find(text).Select(facet => $"{facet.Kind.ToString().ToLowerInvariant()} {facet.Token}"));

    [Fact]
    public void The_bytes_between_the_offsets_are_the_token() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(2_000), Prop.ForAll(AnyText.ToArbitrary(), text =>
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            return Facets.Find(text).All(facet => Encoding.UTF8.GetString(bytes[facet.ByteStart..facet.ByteEnd]) == facet.Token);
        }));

    [Fact]
    public void Offsets_lie_between_whole_characters_and_facets_do_not_overlap() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(2_000), Prop.ForAll(AnyText.ToArbitrary(), text =>
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            var ends = Facets.Find(text).SelectMany(facet => new[] { facet.ByteStart, facet.ByteEnd }).ToArray();
            return ends.SequenceEqual(ends.Order()) && ends.All(at => at == bytes.Length || (bytes[at] & 0xC0) != 0x80);
        }));

    [Fact]
    public void Whatever_stands_before_a_link_and_a_space_moves_it_by_its_bytes() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(500), Prop.ForAll(AnyText.ToArbitrary(), before =>
        {
            const string Link = "https://example.org/last";
            var start = Encoding.UTF8.GetByteCount(before) + 1;
            return Facets.Find($"{before} {Link}")[^1] == new Facet(FacetKind.Link, Link, start, start + Link.Length);
        }));

    internal sealed record FacetCase(string Text, string[] Found);
}
