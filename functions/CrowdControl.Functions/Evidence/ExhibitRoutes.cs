using CrowdControl.Domain;
using CrowdControl.Domain.Access;
using CrowdControl.Domain.Evidence;
using CrowdControl.Functions.Evidence.Packages;
using CrowdControl.Functions.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace CrowdControl.Functions.Evidence;

/// <summary>One exhibit: its custody for those who may know of it, what is in it for those who say why.</summary>
public sealed class ExhibitRoutes(ReadingDesk desk)
{
    [Function("ReadExhibit"), Requires(Permission.ReadEvidence), Answers(typeof(ExhibitPageAnswer))]
    public async Task<IResult> Show(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/exhibits/{id}")] HttpRequest request, string id, CancellationToken cancellation) =>
        (await desk.Show(request.Caller(), Named(id), cancellation)).ToHttp(found => new ExhibitPageAnswer(ExhibitAnswer.Of(found.Exhibit), found.Custody));

    [Function("OpenExhibit"), Requires(Permission.ReadEvidence), Reads(typeof(ReasonRequest)), Answers(typeof(CaptureStatement))]
    public async Task<IResult> Read(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/exhibits/{id}/readings")] HttpRequest request, string id,
        CancellationToken cancellation)
    {
        var said = await request.Read<ReasonRequest>(cancellation);
        return said.Refused is { } wrong
            ? Answers.Refused(wrong)
            : (await desk.Read(request.Caller(), Named(id), Intent.Of(request), said.Reason, cancellation)).ToHttp(found => found.Statement);
    }

    [Function("DownloadExhibit"), Requires(Permission.ReadEvidence), Reads(typeof(ReasonRequest))]
    public async Task<IResult> Download(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/exhibits/{id}/downloads")] HttpRequest request, string id,
        CancellationToken cancellation)
    {
        var said = await request.Read<ReasonRequest>(cancellation);
        if (said.Refused is { } wrong) return Answers.Refused(wrong);
        return await desk.Open(request.Caller(), Named(id), Intent.Of(request), said.Reason, cancellation) switch
        {
            Outcome<OpenedExhibit>.Done { Value: var opened } => new EvidenceFile(opened.Package, WaczPackage.ContentType, $"{opened.Exhibit.Sha256}.wacz"),
            Outcome<OpenedExhibit>.Refused { Why: var why } => Answers.Refused(why),
            _ => throw new InvalidOperationException("An outcome is done or refused."),
        };
    }

    [Function("VerifyExhibit"), Requires(Permission.ReadEvidence), Answers(typeof(VerifiedAnswer))]
    public async Task<IResult> Verify(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/exhibits/{id}/verifications")] HttpRequest request, string id,
        CancellationToken cancellation) =>
        (await desk.Verify(request.Caller(), Named(id), Intent.Of(request), cancellation)).ToHttp(wrong => new VerifiedAnswer(wrong is null, wrong));

    [Function("MoveExhibit"), Requires(Permission.AddEvidence), Reads(typeof(MoveRequest)), Answers(typeof(ExhibitAnswer))]
    public async Task<IResult> Move(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/exhibits/{id}/move")] HttpRequest request, string id, CancellationToken cancellation)
    {
        var wish = await request.Read<MoveRequest>(cancellation);
        return new ReasonRequest(wish.Reason).Refused is { } wrong
            ? Answers.Refused(wrong)
            : (await desk.Move(request.Caller(), Named(id), wish.Class, wish.Reason, cancellation)).ToHttp(stored => ExhibitAnswer.Of(stored.Exhibit));
    }

    [Function("RestrictExhibit"), Requires(Permission.ReleaseHolds), Reads(typeof(RestrictionRequest)), Answers(typeof(ExhibitAnswer))]
    public async Task<IResult> Restrict(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/exhibits/{id}/restriction")] HttpRequest request, string id,
        CancellationToken cancellation)
    {
        var wish = await request.Read<RestrictionRequest>(cancellation);
        return new ReasonRequest(wish.Reason).Refused is { } wrong
            ? Answers.Refused(wrong)
            : (await desk.Restrict(request.Caller(), Named(id), wish.Restricted, wish.Reason, cancellation)).ToHttp(stored => ExhibitAnswer.Of(stored.Exhibit));
    }

    internal static ExhibitId Named(string id) => new(Ids.Checked(id));
}

public sealed record MoveRequest(EvidenceClass Class, string Reason);

/// <param name="Restricted">Whether it is to be read by professional standards and information asset owners alone.</param>
public sealed record RestrictionRequest(bool Restricted, string Reason);
