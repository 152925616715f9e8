using CrowdControl.Domain;
using CrowdControl.Domain.Access;
using CrowdControl.Domain.Evidence;
using CrowdControl.Functions.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace CrowdControl.Functions.Evidence;

/// <summary>Cases, what is taken into them, and the holds on them.</summary>
public sealed class CaseRoutes(CaseDesk cases, CaptureDesk captures, Holds holds)
{
    [Function("ListCases"), Requires(Permission.ReadEvidence, Permission.AddEvidence), Answers(typeof(Page<CaseAnswer>))]
    [Query("cursor", typeof(string)), Query("limit", typeof(int))]
    public async Task<IResult> List(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/cases")] HttpRequest request, CancellationToken cancellation) =>
        Answers.Ok((await cases.List(request.Caller(), Paging.Of(request), cancellation)).Select(CaseAnswer.Of));

    [Function("OpenCase"), Requires(Permission.AddEvidence), Reads(typeof(NewCaseRequest)), Answers(typeof(CaseAnswer))]
    public async Task<IResult> Open(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/cases")] HttpRequest request, CancellationToken cancellation) =>
        (await cases.Open(request.Caller(), new CaseId(Intent.Of(request).IdFor("case")), (await request.Read<NewCaseRequest>(cancellation)).Title, cancellation))
            .ToHttp(CaseAnswer.Of);

    [Function("ReadCase"), Requires(Permission.ReadEvidence), Answers(typeof(CaseFolderAnswer))]
    public async Task<IResult> Show(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/cases/{id}")] HttpRequest request, string id, CancellationToken cancellation) =>
        (await cases.Show(request.Caller(), Named(id), cancellation))
            .ToHttp(found => new CaseFolderAnswer(CaseAnswer.Of(found.Case), [.. found.Exhibits.Select(ExhibitAnswer.Of)]));

    [Function("CloseCase"), Requires(Permission.AddEvidence), Reads(typeof(ReasonRequest)), Answers(typeof(CaseAnswer))]
    public async Task<IResult> Close(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/cases/{id}/close")] HttpRequest request, string id, CancellationToken cancellation) =>
        await SetOpen(request, id, false, await request.Read<ReasonRequest>(cancellation), cancellation);

    [Function("ReopenCase"), Requires(Permission.AddEvidence), Reads(typeof(ReasonRequest)), Answers(typeof(CaseAnswer))]
    public async Task<IResult> Reopen(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/cases/{id}/reopen")] HttpRequest request, string id, CancellationToken cancellation) =>
        await SetOpen(request, id, true, await request.Read<ReasonRequest>(cancellation), cancellation);

    [Function("CaptureExhibit"), Requires(Permission.AddEvidence), Reads(typeof(CaptureRequest)), Answers(typeof(ExhibitAnswer))]
    public async Task<IResult> Capture(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/cases/{id}/exhibits")] HttpRequest request, string id,
        CancellationToken cancellation)
    {
        var wish = await request.Read<CaptureRequest>(cancellation);
        _ = Ids.Checked(wish.Mention, "mention");
        var exhibit = new ExhibitId($"{Named(id)}.{Intent.Of(request).IdFor("exhibit")}");
        return (await captures.Take(request.Caller(), Named(id), exhibit, wish, cancellation)).ToHttp(ExhibitAnswer.Of);
    }

    [Function("PlaceHold"), Requires(Permission.PlaceHolds), Reads(typeof(NewHoldRequest)), Answers(typeof(CaseAnswer)), Signs]
    public async Task<IResult> Hold(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/cases/{id}/holds")] HttpRequest request, string id, CancellationToken cancellation)
    {
        var wish = await request.Read<NewHoldRequest>(cancellation);
        if (new ReasonRequest(wish.Reason).Refused is { } wrong) return Answers.Refused(wrong);
        ExhibitId? exhibit = wish.Exhibit is null ? null : new ExhibitId(Ids.Checked(wish.Exhibit, "exhibit"));
        var hold = new HoldId(Intent.Of(request).IdFor("hold"));
        return (await holds.Place(request.Caller(), Named(id), hold, exhibit, wish.Reason, cancellation)).ToHttp(CaseAnswer.Of);
    }

    [Function("AskHoldRelease"), Requires(Permission.PlaceHolds, Permission.ReleaseHolds), Reads(typeof(ReasonRequest)), Answers(typeof(CaseAnswer)), Signs]
    public async Task<IResult> AskRelease(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/cases/{id}/holds/{hold}/ask-release")] HttpRequest request, string id,
        string hold, CancellationToken cancellation)
    {
        var said = await request.Read<ReasonRequest>(cancellation);
        return said.Refused is { } wrong
            ? Answers.Refused(wrong)
            : (await holds.AskRelease(request.Caller(), Named(id), new HoldId(Ids.Checked(hold, "hold")), said.Reason, cancellation)).ToHttp(CaseAnswer.Of);
    }

    [Function("DecideHoldRelease"), Requires(Permission.ReleaseHolds), Reads(typeof(VerdictRequest)), Answers(typeof(CaseAnswer)), Signs]
    public async Task<IResult> DecideRelease(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/cases/{id}/holds/{hold}/decide-release")] HttpRequest request, string id,
        string hold, CancellationToken cancellation)
    {
        var said = await request.Read<VerdictRequest>(cancellation);
        return new ReasonRequest(said.Reason).Refused is { } wrong
            ? Answers.Refused(wrong)
            : (await holds.DecideRelease(request.Caller(), Named(id), new HoldId(Ids.Checked(hold, "hold")), said.Agrees, said.Reason, cancellation))
                .ToHttp(CaseAnswer.Of);
    }

    private async Task<IResult> SetOpen(HttpRequest request, string id, bool open, ReasonRequest said, CancellationToken cancellation) =>
        said.Refused is { } wrong
            ? Answers.Refused(wrong)
            : (await cases.SetOpen(request.Caller(), Named(id), open, said.Reason, cancellation)).ToHttp(CaseAnswer.Of);

    private static CaseId Named(string id) => new(Ids.Checked(id));
}

/// <param name="Title">Short, and without names of the public.</param>
public sealed record NewCaseRequest(string Title);

/// <param name="Exhibit">Null for the whole case, with what is added to it later.</param>
/// <param name="Reason">The legal ground.</param>
public sealed record NewHoldRequest(string? Exhibit, string Reason);

/// <param name="Agrees">Whether it is to happen.</param>
public sealed record VerdictRequest(bool Agrees, string Reason);
