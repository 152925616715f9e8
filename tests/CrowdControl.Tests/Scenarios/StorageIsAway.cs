using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace CrowdControl.Tests.Scenarios;

/// <summary>Storage answers nobody for a while: every request gets 503.</summary>
public sealed class StorageIsAway(Wexmoor force) : IClassFixture<Wexmoor>
{
    private static readonly string[] Reads =
    [
        "api/ready", "api/v1/me", "api/v1/overview", "api/v1/channels", "api/v1/submissions", "api/v1/mentions", "api/v1/watches", "api/v1/feeds",
        "api/v1/audit",
    ];

    [Fact]
    public async Task Reads_answer_503_and_when_to_come_back_and_then_answer_again_by_themselves()
    {
        var (away, live) = await While(async () =>
            (await Task.WhenAll(Reads.Select(Read)), (await Read("api/health")).StatusCode));

        Assert.Equal(HttpStatusCode.OK, live);
        Assert.All(away, answer =>
        {
            Assert.Equal((HttpStatusCode.ServiceUnavailable, "application/problem+json"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
            Assert.True(answer.Headers.RetryAfter?.Delta > TimeSpan.Zero);
        });
        foreach (var path in Reads) await Wexmoor.Until(path, async () => (await Read(path)).StatusCode, status => status == HttpStatusCode.OK);
    }

    [Fact]
    public async Task What_was_under_way_goes_on_by_itself_and_nothing_is_lost_or_done_twice()
    {
        var said = Enumerable.Range(0, 20).Select(number => $"@wexmoorpolice.test said into the dark {number:D2}").ToList();
        var post = await force.Approve("Approved just before storage went");
        var away = await While(async () =>
        {
            await force.Say(said);
            // Each is given up only after the table client's own retries: by then the app's steps have been given up as well.
            return new[] { await Read("api/v1/submissions"), await Read("api/v1/submissions") };
        });

        Assert.All(away, answer => Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode));
        await force.Comes(post, "Published");
        Assert.Equal(1, await force.Live("Approved just before storage went"));
        var stored = await Wexmoor.Until("Storing what was said", () => force.Stored("into the dark"), found => found.Count >= said.Count);
        Assert.Equal(said, stored);
        using var auditor = await force.As("dev");
        Assert.True((await auditor.Get("api/v1/audit/verification", default))["intact"]!.GetValue<bool>());
    }

    [Fact]
    public async Task A_wish_that_was_turned_away_is_granted_once_when_it_is_made_again_under_its_key()
    {
        var draft = await force.DraftOf("Wished for while storage was away");
        var away = await While(() => Wish(draft));
        var made = await Wexmoor.Until("The draft", () => Wish(draft), answer => answer.StatusCode == HttpStatusCode.OK);
        var again = await Wish(draft);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, away.StatusCode);
        Assert.Equal(await IdIn(made), await IdIn(again));
        using var author = await force.As("amira");
        var drafts = (await author.Get("api/v1/submissions?state=Draft&limit=200", default))["items"]!.AsArray();
        Assert.Single(drafts, item => item!["content"]!["text"]!.GetValue<string>() == "Wished for while storage was away");
    }

    [Fact]
    public async Task Whatever_may_never_change_is_made_only_where_nothing_is_and_never_touched_again()
    {
        await force.Comes(await force.Approve("For the record"), "Published");
        using var auditor = await force.As("dev");
        await auditor.Get("api/v1/audit/0/proof", default);

        var made = force.Storage.Worm.Made;
        Assert.Contains(made, blob => blob.Container.StartsWith("audit-journal-", StringComparison.Ordinal));
        Assert.Contains(made, blob => blob.Container.StartsWith("audit-anchors-", StringComparison.Ordinal));
        Assert.All(made, blob => Assert.True(blob.OnlyIfFree, $"{blob} is made without If-None-Match: *"));
        Assert.NotEmpty(force.Storage.Worm.Appended);
        Assert.Empty(force.Storage.Worm.Refused);
    }

    private async Task<T> While<T>(Func<Task<T>> storageIsAway)
    {
        force.Storage.Away = true;
        try
        {
            return await storageIsAway();
        }
        finally
        {
            force.Storage.Away = false;
        }
    }

    private Task<HttpResponseMessage> Read(string path) => force.Ask("dev", HttpMethod.Get, path);

    private Task<HttpResponseMessage> Wish(object draft) =>
        force.Ask("amira", HttpMethod.Post, "api/v1/submissions", JsonContent.Create(draft), "the wish");

    private static async Task<string> IdIn(HttpResponseMessage answer) =>
        (await answer.Content.ReadFromJsonAsync<JsonNode>())!["id"]!.GetValue<string>();
}
