using System.Text;
using CrowdControl.Functions.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace CrowdControl.Functions.Dashboard;

/// <summary>The API's description, made from the functions themselves.</summary>
public sealed class ReadDescription
{
    private static readonly Lazy<string> Text = new(() => ApiDescription.Of(AppRoute.All.Values).ToString());

    [Function(nameof(ReadDescription)), Public("Whoever writes a program for the API reads it before having a token; it holds no data.")]
    public static IResult Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/openapi.json")] HttpRequest request) =>
        Results.Text(Text.Value, "application/json", Encoding.UTF8);
}
