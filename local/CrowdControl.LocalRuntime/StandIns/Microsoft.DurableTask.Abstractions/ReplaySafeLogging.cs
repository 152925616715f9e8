using Microsoft.Extensions.Logging;

namespace Microsoft.DurableTask;

/// <summary>Loggers that keep quiet while history is replayed.</summary>
internal sealed class ReplaySafeLogging(TaskOrchestrationContext context, Func<ILoggerFactory> underlying) : ILoggerFactory
{
    public ILogger CreateLogger(string categoryName) => new Quiet(context, underlying().CreateLogger(categoryName));

    public void AddProvider(ILoggerProvider provider) =>
        throw new NotSupportedException("Adding providers to the replay-safe logger factory is not supported.");

    public void Dispose()
    {
        // The factory underneath belongs to the host.
    }

    private sealed class Quiet(TaskOrchestrationContext context, ILogger logger) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => logger.BeginScope(state);

        public bool IsEnabled(LogLevel logLevel) => logger.IsEnabled(logLevel);

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (!context.IsReplaying) logger.Log(logLevel, eventId, state, exception, formatter);
        }
    }
}
