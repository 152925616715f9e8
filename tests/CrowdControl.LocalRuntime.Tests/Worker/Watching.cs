using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Hosting;

namespace CrowdControl.LocalRuntime.Tests.Worker;

internal static class Watching
{
    /// <summary>A middleware that notes what passes through it.</summary>
    public static void Watch(this FunctionsApplicationBuilder builder, List<Exception> seen) => builder.UseMiddleware(async (_, next) =>
    {
        try
        {
            await next();
        }
        catch (Exception thrown)
        {
            seen.Add(thrown);
            throw;
        }
    });
}
