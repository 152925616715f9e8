using CrowdControl.Domain;
using CrowdControl.Domain.Access;
using CrowdControl.Functions.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace CrowdControl.Functions.Harvesting.Feeds;

public sealed class FeedRoutes(FeedDesk desk)
{
    [Function("ListFeeds"), Requires(Permission.ManageFeeds, Permission.ReadMentions)]
    [Query("cursor", typeof(string)), Query("limit", typeof(int)), Answers(typeof(Page<FeedAnswer>))]
    public async Task<IResult> List(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/feeds")] HttpRequest request, CancellationToken cancellation) =>
        Answers.Ok(await desk.List(request.Caller().Tenant, Paging.Of(request), cancellation));

    [Function("AddFeed"), Requires(Permission.ManageFeeds), Reads(typeof(NewFeedRequest)), Answers(typeof(FeedAnswer))]
    public async Task<IResult> Add(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/feeds")] HttpRequest request, CancellationToken cancellation)
    {
        var id = new FeedId(Intent.Of(request).IdFor("feed"));
        return (await desk.Add(request.Caller(), id, await request.Read<NewFeedRequest>(cancellation), cancellation)).ToHttp(feed => feed);
    }

    [Function("RetireFeed"), Requires(Permission.ManageFeeds), Answers(typeof(FeedAnswer))]
    public async Task<IResult> Retire(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/feeds/{id}/retire")] HttpRequest request, string id,
        CancellationToken cancellation) =>
        (await desk.Retire(request.Caller(), new FeedId(Ids.Checked(id)), cancellation)).ToHttp(feed => feed);
}
