using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace CrowdControl.Witness.Cosigning;

/// <summary>The latest checkpoint that was cosigned of a log, for whoever compares it with what the log shows them.</summary>
public sealed class ReadCheckpoint(Cosigner cosigner)
{
    [Function(nameof(ReadCheckpoint))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "{originHash}/checkpoint")] HttpRequest request, string originHash,
        CancellationToken cancellation) =>
        await cosigner.Latest(originHash, cancellation) is { } note
            ? Results.Bytes(note.ToBytes(), "text/plain; charset=utf-8")
            : Results.Text("Nothing was cosigned under this name. It is the SHA-256 of the log's origin in 64 lower-case digits.\n",
                statusCode: StatusCodes.Status404NotFound);
}
