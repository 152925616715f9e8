using CrowdControl.Domain;
using CrowdControl.Domain.Access;
using CrowdControl.Functions.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace CrowdControl.Functions.Access.Passkeys;

/// <summary>Passkeys: a member's own, and those of others for whoever runs the members.</summary>
public sealed class PasskeyRoutes(PasskeyDesk desk)
{
    private const string Own = "Everybody may register a passkey of their own.";

    [Function(nameof(ListPasskeys)), MembersOnly(Own), Answers(typeof(PasskeysView))]
    public async Task<IResult> ListPasskeys(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/me/passkeys")] HttpRequest request, CancellationToken cancellation) =>
        Answers.Ok(All(await desk.Mine(request.Caller(), cancellation)));

    [Function(nameof(BeginPasskey)), MembersOnly(Own), Answers(typeof(PasskeyChallengeView))]
    public async Task<IResult> BeginPasskey(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/me/passkeys/challenge")] HttpRequest request, CancellationToken cancellation) =>
        Answers.Ok(await desk.Begin(request.Caller(), cancellation));

    [Function(nameof(RegisterPasskey)), MembersOnly(Own), Reads(typeof(NewPasskeyRequest)), Answers(typeof(PasskeyView))]
    public async Task<IResult> RegisterPasskey(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/me/passkeys")] HttpRequest request, CancellationToken cancellation) =>
        (await desk.Register(request.Caller(), await request.Read<NewPasskeyRequest>(cancellation), cancellation)).ToHttp(PasskeyView.Of);

    [Function(nameof(RenamePasskey)), MembersOnly(Own), Reads(typeof(PasskeyNameRequest)), Answers(typeof(PasskeyView))]
    public async Task<IResult> RenamePasskey(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/me/passkeys/{id}/rename")] HttpRequest request,
        string id, CancellationToken cancellation) =>
        (await desk.Rename(request.Caller(), Ids.Checked(id), await request.Read<PasskeyNameRequest>(cancellation), cancellation)).ToHttp(PasskeyView.Of);

    [Function(nameof(RevokePasskey)), MembersOnly(Own), Answers(typeof(PasskeyView))]
    public async Task<IResult> RevokePasskey(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/me/passkeys/{id}/revoke")] HttpRequest request,
        string id, CancellationToken cancellation) =>
        (await desk.Revoke(request.Caller(), request.Caller().Member.Id, Ids.Checked(id), cancellation)).ToHttp(PasskeyView.Of);

    [Function(nameof(ListMemberPasskeys)), Requires(Permission.ManageMembers), Answers(typeof(PasskeysView))]
    public async Task<IResult> ListMemberPasskeys(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/members/{id}/passkeys")] HttpRequest request,
        string id, CancellationToken cancellation) =>
        (await desk.Of(request.Caller(), new MemberId(Ids.Checked(id)), cancellation)).ToHttp(All);

    [Function(nameof(RevokeMemberPasskey)), Requires(Permission.ManageMembers), Answers(typeof(PasskeyView))]
    public async Task<IResult> RevokeMemberPasskey(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/members/{id}/passkeys/{passkey}/revoke")] HttpRequest request,
        string id, string passkey, CancellationToken cancellation) =>
        (await desk.Revoke(request.Caller(), new MemberId(Ids.Checked(id)), Ids.Checked(passkey, "passkey"), cancellation)).ToHttp(PasskeyView.Of);

    private static PasskeysView All(IReadOnlyList<Passkey> passkeys) => new([.. passkeys.Select(PasskeyView.Of)]);
}
