using Microsoft.Extensions.Logging;

namespace CrowdControl.LocalRuntime.Engine.Http;

/// <summary>Hands what the front's server logs to the app's own log.</summary>
internal sealed class FrontLog(ILoggerFactory app) : ILoggerProvider
{
    public ILogger CreateLogger(string categoryName) => app.CreateLogger(categoryName);

    public void Dispose()
    {
        // The log is the app's.
    }
}
