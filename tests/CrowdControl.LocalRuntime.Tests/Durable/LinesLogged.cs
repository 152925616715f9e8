using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace CrowdControl.LocalRuntime.Tests.Durable;

/// <summary>Keeps what was logged, by category.</summary>
internal sealed class LinesLogged : ILoggerFactory
{
    private readonly ConcurrentQueue<(string Category, string Line)> _lines = [];

    public IEnumerable<string> Of(string category) => _lines.Where(line => line.Category == category).Select(line => line.Line);

    public ILogger CreateLogger(string categoryName) => new Keeping(this, categoryName);

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

    public void Dispose()
    {
        // Holds nothing but text.
    }

    private sealed class Keeping(LinesLogged kept, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            kept._lines.Enqueue((category, formatter(state, exception)));
    }
}

internal static partial class LogLines
{
    [LoggerMessage(Level = LogLevel.Information, Message = "{Text}")]
    public static partial void Line(this ILogger log, string text);
}
