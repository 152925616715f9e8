using CrowdControl.Domain;
using CrowdControl.Domain.Access;
using CrowdControl.Functions.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace CrowdControl.Functions.Access;

/// <summary>Which roles a member holds.</summary>
public sealed class GrantRoutes(GrantDesk desk)
{
    [Function(nameof(GiveGrant)), Requires(Permission.ManageMembers), Reads(typeof(NewGrantRequest)), Answers(typeof(MemberView))]
    public async Task<IResult> GiveGrant(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/members/{id}/grants")] HttpRequest request,
        string id, CancellationToken cancellation) =>
        (await desk.Give(
            request.Caller(), Intent.Of(request), new MemberId(Ids.Checked(id)), await request.Read<NewGrantRequest>(cancellation), cancellation))
            .ToHttp(member => MemberView.Of(member, request.Caller().At));

    [Function(nameof(EndGrant)), Requires(Permission.ManageMembers), Answers(typeof(MemberView))]
    public async Task<IResult> EndGrant(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/members/{id}/grants/{grant}/end")] HttpRequest request,
        string id, string grant, CancellationToken cancellation) =>
        (await desk.End(request.Caller(), new MemberId(Ids.Checked(id)), new GrantId(Ids.Checked(grant, "grant")), cancellation))
            .ToHttp(member => MemberView.Of(member, request.Caller().At));
}
