using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace CrowdControl.Witness.Keys;

/// <summary>The public half of the witness's key. Whoever trusts it compares it with what they were told by another way.</summary>
public sealed class ReadKey(WitnessKey key)
{
    [Function(nameof(ReadKey))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "verifier-key")] HttpRequest request, CancellationToken cancellation) =>
        Results.Text($"{await key.Public(cancellation)}\n");
}
