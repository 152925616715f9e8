using CrowdControl.Domain;
using CrowdControl.Domain.Harvesting;
using CrowdControl.Functions.Harvesting;
using CrowdControl.Functions.Harvesting.Feeds;
using CrowdControl.Tests.Monitoring;
using Microsoft.AspNetCore.Http;

namespace CrowdControl.Tests.Harvesting;

[Collection(nameof(Desk))]
public sealed class FeedTests : IAsyncLifetime
{
    private const string Rss = """
        <?xml version="1.0"?><rss version="2.0"><channel><title>Gazette</title><link>https://gazette.test/</link><description>News</description>
        <item><title>Bridge &amp; road shut</title><link>https://gazette.test/1</link><guid isPermaLink="false">g-1</guid>
        <pubDate>Mon, 23 Nov 2026 18:30:00 GMT</pubDate><description>&lt;p&gt;Nobody &lt;b&gt;hurt&lt;/b&gt;.&lt;/p&gt;&lt;script&gt;alert(1)&lt;/script&gt;</description></item>
        <item><title>No date, no guid</title><link>https://gazette.test/2</link><pubDate>yesterday or so</pubDate></item>
        </channel></rss>
        """;

    private const string Atom = """
        <?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Council</title><id>urn:council</id><updated>2026-11-23T10:00:00Z</updated>
        <entry><id>urn:council:1</id><title>Lights out</title><updated>2026-11-23T10:00:00Z</updated><author><name>Press office</name></author>
        <link href="https://council.test/1"/><summary type="html">Harbour Lane is &lt;em&gt;dark&lt;/em&gt;</summary></entry></feed>
        """;

    private Desk _desk = null!;
    private FeedServer _server = null!;
    private Feed _feed = null!;

    public async Task InitializeAsync()
    {
        (_desk, _server) = (await Desk.Open(), await FeedServer.Start());
        _feed = Desk.Granted(Feed.Add(_desk.Tenant, new FeedId("gazette"), "Gazette", _server.Address.AbsoluteUri, Desk.Morning.AddDays(-1)));
    }

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        await _desk.DisposeAsync();
    }

    [Fact]
    public async Task Items_of_an_rss_feed_are_stored_once_without_markup_whatever_is_repeated()
    {
        _server.Serves(Rss);

        await Read(times: 2);
        _server.Serves(Rss.Replace("Bridge &amp; road", "Now the bridge", StringComparison.Ordinal));
        await Read();

        var stored = await _desk.Everything();
        Assert.Equal(2, stored.Count);
        var bridge = stored.Single(found => found.Mention.NativeId == "g-1").Mention;
        Assert.Equal("Bridge & road shut\n\nNobody hurt .", bridge.Text);
        Assert.Equal(("https://gazette.test/1", new DateTimeOffset(2026, 11, 23, 18, 30, 0, TimeSpan.Zero)), (bridge.Url, bridge.At));
        Assert.Equal(_feed.AddedAt, stored.Single(found => found.Mention.NativeId == "https://gazette.test/2").Mention.At);
    }

    [Fact]
    public async Task Entries_of_an_atom_feed_are_read()
    {
        _server.Serves(Atom);

        await Read();

        var mention = Assert.Single(await _desk.Everything()).Mention;
        Assert.Equal(("urn:council:1", "Lights out\n\nHarbour Lane is dark", "Press office"), (mention.NativeId, mention.Text, mention.Author.DisplayName));
    }

    [Fact]
    public async Task A_feed_that_did_not_change_is_not_sent_again()
    {
        string? asked = null;
        _server.Answer = context =>
        {
            asked = context.Request.Headers.IfNoneMatch;
            context.Response.Headers.ETag = "\"v1\"";
            if (asked is "\"v1\"") context.Response.StatusCode = StatusCodes.Status304NotModified;
            return asked is "\"v1\"" ? Task.CompletedTask : context.Response.WriteAsync(Rss);
        };

        await Read();
        await Read();

        Assert.Equal("\"v1\"", asked);
        Assert.Null(await Error());
        Assert.Equal(2, (await _desk.Everything()).Count);
    }

    [Theory]
    [InlineData("<rss version=\"2.0\"><channel><title>Broken", "not well-formed")]
    [InlineData("<html><body>A page</body></html>", "no RSS 2.0 and no Atom feed")]
    [InlineData("<!DOCTYPE rss [<!ENTITY x SYSTEM \"file:///etc/hostname\">]><rss version=\"2.0\"><channel><title>&x;</title></channel></rss>", "DTD")]
    [InlineData("", "not well-formed")]
    public async Task What_is_no_feed_is_shown_on_it_and_it_is_read_again_once_it_is_whole(string body, string says)
    {
        _server.Serves(body);
        await Read();
        Assert.Contains(says, await Error());

        _server.Serves(Rss);
        _desk.Clock.Push(TimeSpan.FromHours(1));
        await Read();

        Assert.Null(await Error());
        Assert.Equal(2, (await _desk.Everything()).Count);
    }

    [Fact]
    public async Task A_feed_that_never_ends_is_cut_off()
    {
        _server.Answer = async context =>
        {
            var part = new byte[64 * 1024];
            while (!context.RequestAborted.IsCancellationRequested) await context.Response.Body.WriteAsync(part, context.RequestAborted);
        };

        await Read();

        Assert.Contains("larger than 2 MB", await Error());
    }

    [Theory]
    [InlineData("http://169.254.169.254/latest/meta-data", "not read")]
    [InlineData("https://10.0.0.1/feed.xml", "no public address")]
    [InlineData("file:///etc/passwd", "not read")]
    public async Task A_server_cannot_send_us_into_a_private_network(string location, string says)
    {
        _server.Answer = context =>
        {
            context.Response.Redirect(location);
            return Task.CompletedTask;
        };

        await Read();

        Assert.Contains(says, await Error());
    }

    [Fact]
    public async Task A_moved_feed_is_followed_and_a_loop_is_not()
    {
        _server.Answer = context =>
        {
            if (context.Request.Path != "/feed.xml") return context.Response.WriteAsync(Rss);
            context.Response.Redirect("/moved.xml");
            return Task.CompletedTask;
        };
        await Read();
        Assert.Equal(2, (await _desk.Everything()).Count);

        _server.Answer = context =>
        {
            context.Response.Redirect("/feed.xml");
            return Task.CompletedTask;
        };
        await Read();

        Assert.Contains("on and on", await Error());
    }

    [Fact]
    public async Task A_server_that_asks_to_wait_is_left_alone_until_then()
    {
        _server.Answer = context =>
        {
            context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
            context.Response.Headers.RetryAfter = "3600";
            return Task.CompletedTask;
        };

        await Read();
        _desk.Clock.Push(TimeSpan.FromMinutes(59));
        await Read();

        Assert.Equal(1, _server.Requests);
        Assert.Contains("429", await Error());
    }

    [Theory]
    [InlineData("http://example.org/feed.xml")]
    [InlineData("https://user:secret@example.org/feed.xml")]
    [InlineData("ftp://example.org/feed.xml")]
    [InlineData("feed.xml")]
    public void An_address_that_is_not_read_is_refused_by_name(string url)
    {
        var outcome = Feed.Add(new TenantId("wexmoor"), new FeedId("f"), "Gazette", url, Desk.Morning);

        var refused = Assert.IsType<Refusal.Invalid>(Assert.IsType<Outcome<Feed>.Refused>(outcome).Why);
        Assert.Equal(["url"], refused.Fields.Keys);
    }

    private async Task Read(int times = 1)
    {
        await _desk.Harvest(new FeedSource(_feed, _desk.Of<FeedClient>()));
        await _desk.Classify(times);
    }

    private async Task<string?> Error() => (await _desk.Of<HarvestHealth>().Of(_desk.Tenant, default))["gazette"].LastError;
}
