using System.Text.Json;
using Azure.Data.Tables.Pipeline;
using Azure.Data.Tables.Wire;

namespace Azure.Data.Tables.Limits;

/// <summary>What the service in Azure would refuse, though an emulator may not: as an answer of the service.</summary>
internal sealed record Refused(string Code, string Message)
{
    public RequestFailedException Failure() => ServiceErrorParser.Failure(Response(Message));

    /// <param name="index">Position in the transaction of the action that is to blame.</param>
    public TableTransactionFailedException Failure(int index) =>
        new(ServiceErrorParser.Failure(Response($"{index}:{Message}")));

    private LocalResponse Response(string message) => new(
        400,
        "Bad Request",
        [new("Content-Type", "application/json")],
        JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, object>
        {
            ["odata.error"] = new { code = Code, message = new { lang = "en-US", value = message } },
        }));
}
