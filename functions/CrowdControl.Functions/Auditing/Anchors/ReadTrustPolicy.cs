using CrowdControl.Domain.Access;
using CrowdControl.Functions.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace CrowdControl.Functions.Auditing.Anchors;

/// <summary>The file that a verifier takes as <c>--policy</c>.</summary>
public sealed class ReadTrustPolicy(PolicyDesk policies)
{
    [Function(nameof(ReadTrustPolicy)), Requires(Permission.ReadLedger, Permission.ReadAdministrativeLedger)]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/audit/trust-policy")] HttpRequest request, CancellationToken cancellation) =>
        Results.Bytes(await policies.Write(request.Caller().Tenant, cancellation), "text/plain; charset=utf-8", "trust.policy");
}
