using CrowdControl.Domain;
using CrowdControl.Domain.Access;
using CrowdControl.Domain.Evidence;
using CrowdControl.Functions.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace CrowdControl.Functions.Evidence.Keeping;

/// <summary>How long evidence is kept, and how it is destroyed.</summary>
public sealed class KeepingRoutes(RetentionDesk retention, ErasureDesk erasures, CertificateDesk certificates)
{
    [Function("ReadRetention"), Requires(Permission.ReadEvidence), Answers(typeof(RetentionAnswer))]
    public async Task<IResult> Show(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/retention")] HttpRequest request, CancellationToken cancellation)
    {
        var (due, asked) = await retention.Waiting(request.Caller(), cancellation);
        var rules = await retention.Rules(request.Caller().Tenant, cancellation);
        return Answers.Ok(new RetentionAnswer(
            [.. rules.Select(RetentionRuleAnswer.Of)], [.. due.Select(ExhibitAnswer.Of)], [.. asked.Select(ExhibitAnswer.Of)]));
    }

    [Function("ProposeRetention"), Requires(Permission.ManageRetention), Reads(typeof(NewRuleRequest)), Answers(typeof(RetentionRuleAnswer))]
    public async Task<IResult> Propose(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/retention/{class}")] HttpRequest request, string @class,
        CancellationToken cancellation)
    {
        var wish = await request.Read<NewRuleRequest>(cancellation);
        return ClassOf(@class) is not { } of
            ? Answers.Refused(new Refusal.NotFound("class"))
            : (await retention.Propose(request.Caller(), of, wish.Days, wish.Basis, cancellation)).ToHttp(RetentionRuleAnswer.Of);
    }

    [Function("ConfirmRetention"), Requires(Permission.ManageRetention), Answers(typeof(RetentionRuleAnswer))]
    public async Task<IResult> Confirm(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/retention/{class}/confirm")] HttpRequest request, string @class,
        CancellationToken cancellation) => ClassOf(@class) is not { } of
            ? Answers.Refused(new Refusal.NotFound("class"))
            : (await retention.Confirm(request.Caller(), of, cancellation)).ToHttp(RetentionRuleAnswer.Of);

    [Function("ReviewExhibit"), Requires(Permission.ManageRetention), Reads(typeof(ReviewRequest)), Answers(typeof(ExhibitAnswer))]
    public async Task<IResult> Review(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/exhibits/{id}/review")] HttpRequest request, string id, CancellationToken cancellation)
    {
        var said = await request.Read<ReviewRequest>(cancellation);
        if (new ReasonRequest(said.Reason).Refused is { } wrong) return Answers.Refused(wrong);
        var (caller, exhibit) = (request.Caller(), ExhibitRoutes.Named(id));
        return (said.KeepUntil is { } until
            ? await retention.Keep(caller, exhibit, until, said.Reason, cancellation)
            : await retention.Dispose(caller, exhibit, Intent.Of(request), said.Reason, cancellation)).ToHttp(ExhibitAnswer.Of);
    }

    [Function("AskErasure"), Requires(Permission.AddEvidence, Permission.ManageRetention), Reads(typeof(ReasonRequest)), Answers(typeof(ExhibitAnswer)), Signs]
    public async Task<IResult> Ask(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/exhibits/{id}/erasures")] HttpRequest request, string id,
        CancellationToken cancellation)
    {
        var said = await request.Read<ReasonRequest>(cancellation);
        if (said.Refused is { } wrong) return Answers.Refused(wrong);
        var caller = request.Caller();
        var right = caller.May(Permission.ManageRetention) ? Permission.ManageRetention : Permission.AddEvidence;
        return (await erasures.Ask(caller, ExhibitRoutes.Named(id), right, Intent.Of(request), RemovalKind.Erasure, said.Reason, null, cancellation))
            .ToHttp(ExhibitAnswer.Of);
    }

    [Function("DecideErasure"), Requires(Permission.ApproveErasure), Reads(typeof(VerdictRequest)), Answers(typeof(ExhibitAnswer)), Signs]
    public async Task<IResult> Decide(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/exhibits/{id}/erasures/{removal}/decisions")] HttpRequest request, string id,
        string removal, CancellationToken cancellation)
    {
        var said = await request.Read<VerdictRequest>(cancellation);
        return new ReasonRequest(said.Reason).Refused is { } wrong
            ? Answers.Refused(wrong)
            : (await erasures.Decide(request.Caller(), ExhibitRoutes.Named(id), Ids.Checked(removal, "removal"), said.Agrees, said.Reason, cancellation))
                .ToHttp(ExhibitAnswer.Of);
    }

    [Function("DownloadCertificate"), Requires(Permission.ReadEvidence)]
    public async Task<IResult> Certificate(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/exhibits/{id}/certificate")] HttpRequest request, string id,
        CancellationToken cancellation) => await certificates.Write(request.Caller(), ExhibitRoutes.Named(id), cancellation) switch
        {
            Outcome<WrittenCertificate>.Done { Value: var written } =>
                new EvidenceFile(written.Html, "text/html; charset=utf-8", $"disposal-certificate-{written.Number.Replace('/', '-')}.html"),
            Outcome<WrittenCertificate>.Refused { Why: var why } => Answers.Refused(why),
            _ => throw new InvalidOperationException("An outcome is done or refused."),
        };

    private static EvidenceClass? ClassOf(string text) =>
        Enum.TryParse<EvidenceClass>(text, ignoreCase: false, out var of) && Enum.IsDefined(of) && of.ToString() == text ? of : null;
}

/// <param name="Basis">The lawful basis that it is kept on.</param>
public sealed record NewRuleRequest(int Days, string Basis);

/// <param name="KeepUntil">Null to have it disposed of, once two others have approved that.</param>
public sealed record ReviewRequest(DateTimeOffset? KeepUntil, string Reason);
