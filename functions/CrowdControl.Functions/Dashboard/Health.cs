using CrowdControl.Functions.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace CrowdControl.Functions.Dashboard;

public sealed class Health(StorageClients storage)
{
    [Function("Live"), Public("A probe asks it, and it says nothing but that the app runs."), Answers(typeof(Standing))]
    public static IResult Live([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/health")] HttpRequest request) => Answers.Ok(new Standing("live"));

    [Function("Ready"), Public("A probe asks it, and it says nothing but whether storage answers."), Answers(typeof(Standing))]
    public async Task<IResult> Ready(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/ready")] HttpRequest request, CancellationToken cancellation)
    {
        await storage.Answer(cancellation);
        return Answers.Ok(new Standing("ready"));
    }
}

public sealed record Standing(string State);
