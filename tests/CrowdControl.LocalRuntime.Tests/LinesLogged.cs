using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace CrowdControl.LocalRuntime.Tests;

/// <summary>Keeps what was logged, by category and level.</summary>
internal sealed class LinesLogged : ILoggerFactory
{
    private readonly ConcurrentQueue<(string Category, LogLevel Level, string Line)> _lines = [];

    public IEnumerable<string> Of(string category) => _lines.Where(line => line.Category == category).Select(line => line.Line);

    public IEnumerable<string> At(LogLevel level) => _lines.Where(line => line.Level == level).Select(line => line.Line);

    /// <summary>Returns once such a line was logged.</summary>
    public async Task Said(LogLevel level, string part)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!At(level).Any(line => line.Contains(part, StringComparison.Ordinal))) await Task.Delay(10, deadline.Token);
    }

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
            kept._lines.Enqueue((category, logLevel, formatter(state, exception)));
    }
}

internal static partial class LogLines
{
    [LoggerMessage(Level = LogLevel.Information, Message = "{Text}")]
    public static partial void Line(this ILogger log, string text);
}
