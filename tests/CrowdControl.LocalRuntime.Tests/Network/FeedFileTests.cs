using System.Net;
using System.Net.Http.Headers;
using System.Xml.Linq;

namespace CrowdControl.LocalRuntime.Tests.Network;

public sealed class FeedFileTests
{
    [Theory]
    [InlineData("gazette.xml", "application/rss+xml", "rss")]
    [InlineData("county-alerts.xml", "application/atom+xml", "feed")]
    public async Task The_countys_news_come_as_RSS_and_its_alerts_as_Atom(string file, string type, string root)
    {
        await using var network = await NetworkUnderTest.Start();

        using var answer = await network.Http.GetAsync($"feeds/{file}");

        Assert.Equal(type, answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal(root, XDocument.Parse(await answer.Content.ReadAsStringAsync()).Root!.Name.LocalName);
    }

    [Fact]
    public async Task Who_has_the_newest_already_gets_304_by_ETag_and_by_date()
    {
        await using var network = await NetworkUnderTest.Start();
        using var first = await network.Http.GetAsync("feeds/gazette.xml");
        using var byTag = new HttpRequestMessage(HttpMethod.Get, "feeds/gazette.xml");
        byTag.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        using var byDate = new HttpRequestMessage(HttpMethod.Get, "feeds/gazette.xml");
        byDate.Headers.IfModifiedSince = first.Content.Headers.LastModified;
        using var stale = new HttpRequestMessage(HttpMethod.Get, "feeds/gazette.xml");
        stale.Headers.IfNoneMatch.Add(new EntityTagHeaderValue("\"stale\""));

        var answers = new List<HttpStatusCode>();
        foreach (var request in new[] { byTag, byDate, stale })
        {
            using var answer = await network.Http.SendAsync(request);
            answers.Add(answer.StatusCode);
        }

        Assert.Equal([HttpStatusCode.NotModified, HttpStatusCode.NotModified, HttpStatusCode.OK], answers);
    }

    [Theory]
    [InlineData("feeds/people.json")]
    [InlineData("feeds/none.xml")]
    [InlineData("feeds/..%2F..%2Fhost.json")]
    public async Task Nothing_else_of_the_sample_data_is_served(string path)
    {
        await using var network = await NetworkUnderTest.Start();

        using var answer = await network.Http.GetAsync(path);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }
}
