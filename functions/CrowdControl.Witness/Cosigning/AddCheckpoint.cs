using CrowdControl.AuditLog.Witnessing;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace CrowdControl.Witness.Cosigning;

/// <summary>Takes a log's checkpoint and cosigns it. Nobody signs in: the log's signature is what counts.</summary>
public sealed class AddCheckpoint(Cosigner cosigner)
{
    [Function(nameof(AddCheckpoint))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = AddCheckpointRequest.Path)] HttpRequest request, CancellationToken cancellation)
    {
        var body = new byte[AddCheckpointRequest.MaximumSize + 1];
        var length = await request.Body.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, cancellation);
        return length == body.Length
            ? Results.Text(
                $"The request has more than {AddCheckpointRequest.MaximumSize} bytes.\n", statusCode: StatusCodes.Status413PayloadTooLarge)
            : (await cosigner.Answer(body.AsMemory(0, length), cancellation)).ToHttp();
    }
}
