namespace CrowdControl.Tests.Witness;

/// <summary>One running witness for the tests of a class, each of which takes a log that nobody else uses.</summary>
public sealed class ManyLogs : IAsyncLifetime
{
    private readonly List<MemoryLog> _logs = [.. MemoryLog.Some(40, size: 20)];
    private int _taken;

    internal WitnessApp App { get; private set; } = null!;

    public async Task InitializeAsync() => App = await WitnessApp.Start(_logs);

    public async Task DisposeAsync() => await App.DisposeAsync();

    /// <summary>A log of 20 entries.</summary>
    internal MemoryLog Fresh() => _logs[Interlocked.Increment(ref _taken) - 1];
}
