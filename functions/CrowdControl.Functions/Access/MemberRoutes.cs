using CrowdControl.Domain;
using CrowdControl.Domain.Access;
using CrowdControl.Functions.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace CrowdControl.Functions.Access;

/// <summary>Who is a member, and whether they may do anything at all.</summary>
public sealed class MemberRoutes(MemberDesk desk)
{
    [Function(nameof(ReadMe)), MembersOnly("Everybody may know what they may do."), Answers(typeof(MeView))]
    public IResult ReadMe([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/me")] HttpRequest request) =>
        Answers.Ok(MeView.Of(request.Caller()));

    [Function(nameof(ListMembers)), Requires(Permission.ManageMembers), Answers(typeof(Page<MemberView>))]
    [Query("cursor", typeof(string)), Query("limit", typeof(int))]
    public async Task<IResult> ListMembers(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/members")] HttpRequest request, CancellationToken cancellation) =>
        Answers.Ok((await desk.List(request.Caller(), Paging.Of(request), cancellation)).Select(member => Shown(member, request)));

    [Function(nameof(ReadMember)), Requires(Permission.ManageMembers), Answers(typeof(MemberView))]
    public async Task<IResult> ReadMember(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/members/{id}")] HttpRequest request,
        string id, CancellationToken cancellation) =>
        (await desk.Get(request.Caller(), new MemberId(Ids.Checked(id)), cancellation)).ToHttp(member => Shown(member, request));

    [Function(nameof(InviteMember)), Requires(Permission.ManageMembers), Reads(typeof(NewMemberRequest)), Answers(typeof(MemberView))]
    public async Task<IResult> InviteMember(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/members")] HttpRequest request, CancellationToken cancellation) =>
        (await desk.Invite(request.Caller(), Intent.Of(request), await request.Read<NewMemberRequest>(cancellation), cancellation))
            .ToHttp(member => Shown(member, request));

    [Function(nameof(SuspendMember)), Requires(Permission.ManageMembers), Reads(typeof(ReasonRequest)), Answers(typeof(MemberView))]
    public async Task<IResult> SuspendMember(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/members/{id}/suspend")] HttpRequest request,
        string id, CancellationToken cancellation) =>
        (await desk.Suspend(request.Caller(), new MemberId(Ids.Checked(id)), await request.Read<ReasonRequest>(cancellation), cancellation))
            .ToHttp(member => Shown(member, request));

    [Function(nameof(ReinstateMember)), Requires(Permission.ManageMembers), Answers(typeof(MemberView))]
    public async Task<IResult> ReinstateMember(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/members/{id}/reinstate")] HttpRequest request,
        string id, CancellationToken cancellation) =>
        (await desk.Reinstate(request.Caller(), new MemberId(Ids.Checked(id)), cancellation)).ToHttp(member => Shown(member, request));

    private static MemberView Shown(Member member, HttpRequest request) => MemberView.Of(member, request.Caller().At);
}
