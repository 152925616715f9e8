using CrowdControl.Functions.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace CrowdControl.Functions.Dashboard;

public sealed class ReadSignIn(SignIn signIn)
{
    [Function(nameof(ReadSignIn)), Public("It is asked before anybody has signed in, and holds no secret."), Answers(typeof(SignIn))]
    public IResult Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/sign-in")] HttpRequest request) => Answers.Ok(signIn);
}
