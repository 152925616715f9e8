using CrowdControl.Domain;
using CrowdControl.Domain.Access;
using CrowdControl.Functions.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace CrowdControl.Functions.Channels;

/// <summary>The organisation's official accounts.</summary>
public sealed class ChannelRoutes(ChannelDesk desk, ConnectionDesk connections, PauseDesk pauses)
{
    [Function(nameof(ListChannels)), Requires(Permission.SeeOverview), Answers(typeof(Page<ChannelView>))]
    [Query("cursor", typeof(string)), Query("limit", typeof(int))]
    public async Task<IResult> ListChannels(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/channels")] HttpRequest request, CancellationToken cancellation) =>
        Answers.Ok(await desk.List(request.Caller(), Paging.Of(request), cancellation));

    [Function(nameof(ReadChannel)), Requires(Permission.SeeOverview), Answers(typeof(ChannelView))]
    public async Task<IResult> ReadChannel(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/channels/{id}")] HttpRequest request,
        string id, CancellationToken cancellation) =>
        (await desk.Get(request.Caller(), new ChannelId(Ids.Checked(id)), cancellation)).ToHttp(channel => channel);

    [Function(nameof(RegisterChannel)), Requires(Permission.ManageChannels), Reads(typeof(NewChannelRequest)), Answers(typeof(ChannelView))]
    public async Task<IResult> RegisterChannel(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/channels")] HttpRequest request, CancellationToken cancellation) =>
        (await desk.Register(request.Caller(), Intent.Of(request), await request.Read<NewChannelRequest>(cancellation), cancellation))
            .ToHttp(channel => channel);

    [Function(nameof(ConnectChannel)), Requires(Permission.ManageChannels), Reads(typeof(ConnectRequest)), Answers(typeof(ChannelView))]
    public async Task<IResult> ConnectChannel(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "api/v1/channels/{id}/connection")] HttpRequest request,
        string id, CancellationToken cancellation) =>
        (await connections.Connect(
            request.Caller(), Intent.Of(request), new ChannelId(Ids.Checked(id)), await request.Read<ConnectRequest>(cancellation), cancellation))
            .ToHttp(channel => channel);

    [Function(nameof(PauseChannel)), Requires(Permission.PauseChannels), Reads(typeof(ReasonRequest)), Answers(typeof(ChannelView))]
    public async Task<IResult> PauseChannel(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/channels/{id}/pause")] HttpRequest request,
        string id, CancellationToken cancellation) =>
        (await pauses.Pause(request.Caller(), new ChannelId(Ids.Checked(id)), await request.Read<ReasonRequest>(cancellation), cancellation))
            .ToHttp(channel => channel);

    [Function(nameof(ResumeChannel)), Requires(Permission.PauseChannels), Answers(typeof(ChannelView))]
    public async Task<IResult> ResumeChannel(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/channels/{id}/resume")] HttpRequest request,
        string id, CancellationToken cancellation) =>
        (await pauses.Resume(request.Caller(), new ChannelId(Ids.Checked(id)), cancellation)).ToHttp(channel => channel);
}
