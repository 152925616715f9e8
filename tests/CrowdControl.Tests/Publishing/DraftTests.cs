using System.Text;
using System.Text.Json.Nodes;
using CrowdControl.Domain;
using CrowdControl.Domain.Access;
using CrowdControl.Domain.Publishing;
using CrowdControl.Functions.Hosting;
using CrowdControl.Functions.Publishing;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace CrowdControl.Tests.Publishing;

public sealed class DraftTests
{
    [Fact]
    public async Task The_same_wish_twice_makes_one_draft_and_another_body_under_its_key_is_refused()
    {
        await using var room = await Newsroom.Open();

        var first = await room.Draft(key: "key");
        room.Clock.Push(TimeSpan.FromSeconds(3));
        var second = await room.Draft(key: "key");
        var other = await room.Get<Drafts>().Write(
            room.Ana, new Intent("key"), Asked(room, "Other words."), default);

        Assert.Equal(first.Id, second.Id);
        Assert.IsType<Refusal.KeyReused>(other.Why());
        Assert.Equal(["post.drafted Done"], await room.Record());
    }

    [Fact]
    public async Task Every_field_that_cannot_be_accepted_is_named()
    {
        await using var room = await Newsroom.Open();
        var content = new ContentView("A\0B", ["english!"], [new ImageView(new string('a', 64), "x")], "no-such-mention");

        var refused = await room.Get<Drafts>().Write(
            room.As("dora", Role.DutyOfficer), new Intent("key"), new NewSubmissionRequest(room.Channel.Value, content), default);

        Assert.Equal(
            ["content.images[0].media", "content.languages", "content.replyToMention", "content.text"],
            Assert.IsType<Refusal.Invalid>(refused.Why()).Fields.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_time_that_has_passed_and_one_beyond_a_year_are_refused()
    {
        await using var room = await Newsroom.Open();
        var now = room.Clock.GetUtcNow();

        var refusals = new[] { now, now.AddDays(367) }.Select(async at => (await room.Get<Drafts>().Write(
            room.Ana, new Intent("key"), Asked(room, "x") with { PublishAt = at }, default)).Why());

        foreach (var refused in await Task.WhenAll(refusals))
            Assert.Equal("publishAt", Assert.Single(Assert.IsType<Refusal.Invalid>(refused).Fields).Key);
    }

    [Fact]
    public async Task Who_holds_nothing_on_the_channel_neither_writes_nor_sees_and_another_organisation_finds_nothing()
    {
        await using var room = await Newsroom.Open();
        await using var others = await Newsroom.Open();
        var draft = await room.Draft();
        var grant = new Grant(new GrantId("g"), Role.Author, Scope.Of([new ChannelId("elsewhere")]), null, null);
        var elsewhere = room.Ana with { Member = room.Ana.Member with { Grants = [grant] } };

        var written = await room.Get<Drafts>().Write(elsewhere, new Intent("k"), Asked(room, "x"), default);
        var seen = await room.Get<Submissions>().Get(elsewhere, draft.Id, default);
        var foreign = await room.Get<Submissions>().Get(others.Dora, draft.Id, default);

        Assert.IsType<Refusal.NotPermitted>(written.Why());
        Assert.IsType<Refusal.NotPermitted>(seen.Why());
        Assert.IsType<Refusal.NotFound>(foreign.Why());
    }

    [Fact]
    public async Task A_change_names_the_version_that_it_changes()
    {
        await using var room = await Newsroom.Open();
        var draft = await room.Draft();
        var routes = RoutesOf(room);
        var (_, read) = await Answer(room.Ana, null, null, request => routes.ReadSubmission(request, draft.Id.Value, default));
        var body = """{"content":{"text":"Other words.","languages":["en"],"images":[]}}""";

        var missing = await Assert.ThrowsAsync<BadRequest>(() => Answer(room.Ana, null, body, Edit));
        var (changed, answer) = await Answer(room.Ana, read.Headers.ETag, body, Edit);
        var (_, stale) = await Answer(room.Ana, read.Headers.ETag, body, Edit);

        Assert.Equal(428, missing.Status);
        Assert.Equal((200, 2), (answer.StatusCode, changed["revision"]!.GetValue<int>()));
        Assert.Equal("Other words.", changed["content"]!["text"]!.GetValue<string>());
        Assert.NotEqual(read.Headers.ETag, answer.Headers.ETag);
        Assert.Equal(412, stale.StatusCode);

        Task<IResult> Edit(HttpRequest request) => routes.EditSubmission(request, draft.Id.Value, room.Client, default);
    }

    [Fact]
    public async Task Lists_show_what_waits_for_me_and_never_my_own_and_counts_agree()
    {
        await using var room = await Newsroom.Open();
        await room.Draft();
        await room.Submitted();
        var caller = room.As("ana", Role.Author, Role.Approver);

        var (mine, _) = await List(room, room.Ana, "?mine=true");
        var (awaitingBen, _) = await List(room, room.Ben, "?awaitingMe=true");
        var (awaitingAna, _) = await List(room, caller, "?awaitingMe=true");
        var (drafts, _) = await List(room, room.Ben, "?state=Draft");

        Assert.Equal((2, 1, 0, 1), (Count(mine), Count(awaitingBen), Count(awaitingAna), Count(drafts)));
        Assert.Equal(new SubmissionCounts(1, 0, 0, 0), await room.Get<Submissions>().Count(room.Ben, default));
        Assert.Equal(new SubmissionCounts(0, 1, 0, 0), await room.Get<Submissions>().Count(caller, default));
        Assert.Contains(awaitingBen["items"]![0]!["acts"]!.AsArray(), act => act!.ToJsonString() == """{"act":"decide","allowed":true}""");
        await Assert.ThrowsAsync<BadRequest>(() => List(room, room.Ben, "?state=Lost"));
    }

    private static int Count(JsonNode page) => page["items"]!.AsArray().Count;

    private static NewSubmissionRequest Asked(Newsroom room, string text) => new(room.Channel.Value, new ContentView(text, ["en"], []));

    private static Task<(JsonNode Body, HttpResponse Response)> List(Newsroom room, Caller caller, string query) =>
        Answer(caller, null, null, request =>
        {
            request.QueryString = new QueryString(query);
            return RoutesOf(room).ListSubmissions(request, default);
        });

    private static SubmissionRoutes RoutesOf(Newsroom room) => new(
        room.Get<SubmissionStore>(), room.Get<Submissions>(), room.Get<Drafts>(), room.Get<ReleaseDesk>(), room.Get<SubmissionAnswers>());

    private static async Task<(JsonNode Body, HttpResponse Response)> Answer(
        Caller caller, string? version, string? body, Func<HttpRequest, Task<IResult>> route)
    {
        var context = new DefaultHttpContext
        {
            Response = { Body = new MemoryStream() },
            RequestServices = new ServiceCollection().BuildServiceProvider(),
        };
        context.Request.ContentType = "application/json";
        context.Request.Body = new MemoryStream(Encoding.UTF8.GetBytes(body ?? ""));
        if (version is not null) context.Request.Headers.IfMatch = version;
        context.Admit(caller);
        await (await route(context.Request)).ExecuteAsync(context);
        context.Response.Body.Position = 0;
        return ((await JsonNode.ParseAsync(context.Response.Body))!, context.Response);
    }
}
