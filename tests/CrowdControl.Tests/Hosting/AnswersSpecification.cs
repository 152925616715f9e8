using System.Text.Json.Nodes;
using Azure;
using CrowdControl.Domain;
using CrowdControl.Domain.Publishing;
using CrowdControl.Functions.Hosting;
using Microsoft.AspNetCore.Http;

namespace CrowdControl.Tests.Hosting;

public sealed class AnswersSpecification
{
    public static TheoryData<Refusal, int, string> Refusals => new()
    {
        { new Refusal.Invalid("content.text", "Write something."), 400, "invalid" },
        { new Refusal.NotFound("channel"), 404, "not-found" },
        { new Refusal.NotPermitted("Ask your administrator."), 403, "not-permitted" },
        { new OwnPost(), 403, "own-post" },
        { new Refusal.Stale(), 412, "stale" },
        { new Refusal.WrongState("It is paused."), 409, "wrong-state" },
        { new MoveNotListed(SubmissionState.Draft, "published"), 409, "move-not-listed" },
    };

    [Theory, MemberData(nameof(Refusals))]
    public async Task A_refusal_is_a_problem_with_a_stable_type_and_words_for_people(Refusal why, int status, string type)
    {
        var (answer, body) = await Run(Answers.Refused(why));

        Assert.Equal(status, answer.StatusCode);
        Assert.StartsWith("application/problem+json", answer.ContentType, StringComparison.Ordinal);
        Assert.EndsWith("/" + type, body["type"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal((status, why is Refusal.Invalid ? "Write something." : why.Message), (body["status"]!.GetValue<int>(), body["detail"]!.GetValue<string>()));
    }

    [Fact]
    public async Task A_refused_field_is_named_as_it_was_sent()
    {
        var (_, body) = await Run(Answers.Refused(new Refusal.Invalid("content.text", "Write something.")));

        Assert.Equal("Write something.", body["errors"]!["content.text"]![0]!.GetValue<string>());
    }

    [Fact]
    public async Task What_is_done_carries_its_version_and_is_kept_by_nobody()
    {
        var (answer, body) = await Run(Answers.Ok(new { value = "x" }, new ETag("\"7\"")));

        Assert.Equal((200, "\"7\"", "private, no-store"), (answer.StatusCode, answer.Headers.ETag.ToString(), answer.Headers.CacheControl.ToString()));
        Assert.Equal("x", body["value"]!.GetValue<string>());
    }

    private static async Task<(HttpResponse Answer, JsonNode Body)> Run(IResult result)
    {
        var http = new DefaultHttpContext { Response = { Body = new MemoryStream() } };
        await result.ExecuteAsync(http);
        http.Response.Body.Position = 0;
        return (http.Response, (await JsonNode.ParseAsync(http.Response.Body))!);
    }
}
