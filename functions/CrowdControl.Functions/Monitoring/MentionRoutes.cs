using CrowdControl.Domain;
using CrowdControl.Domain.Access;
using CrowdControl.Functions.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace CrowdControl.Functions.Monitoring;

public sealed class MentionRoutes(MentionDesk desk)
{
    [Function("ListMentions"), Requires(Permission.ReadMentions), Answers(typeof(Page<MentionAnswer>))]
    [Query("channel", typeof(string)), Query("watch", typeof(string)), Query("band", typeof(string)), Query("hits", typeof(bool))]
    [Query("cursor", typeof(string)), Query("limit", typeof(int))]
    public async Task<IResult> List(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/mentions")] HttpRequest request, CancellationToken cancellation) =>
        (await desk.List(request.Caller(), MentionFilter.Of(request), Paging.Of(request), cancellation)).ToHttp(page => page);

    [Function("ReadMention"), Requires(Permission.ReadMentions), Answers(typeof(MentionAnswer))]
    public async Task<IResult> Show(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/mentions/{id}")] HttpRequest request, string id,
        CancellationToken cancellation) =>
        (await desk.Show(request.Caller(), new MentionId(Ids.Checked(id)), cancellation)).ToHttp(mention => mention);

    [Function("ReadConversation"), Requires(Permission.ReadMentions), Answers(typeof(ConversationAnswer))]
    public async Task<IResult> Conversation(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/mentions/{id}/conversation")] HttpRequest request, string id,
        CancellationToken cancellation) =>
        (await desk.Conversation(request.Caller(), new MentionId(Ids.Checked(id)), cancellation)).ToHttp(conversation => conversation);
}
