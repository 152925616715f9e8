using Azure.Core;
using Azure.Core.Pipeline;

namespace CrowdControl.Tests.Witness;

/// <summary>Lets racers send their storage requests one at a time, in the order that a schedule says.</summary>
internal sealed class Turns : HttpPipelinePolicy
{
    private static readonly AsyncLocal<int?> Racer = new();
    private readonly SortedDictionary<int, TaskCompletionSource> _waiting = [];
    private readonly Lock _one = new();

    /// <summary>Runs all of them to their ends.</summary>
    /// <param name="racers">Each sends storage requests through this policy.</param>
    /// <param name="choose">Given how many wait, says which of them sends next.</param>
    /// <param name="afterEach">What is looked at while nobody is under way.</param>
    public async Task<T[]> Run<T>(IReadOnlyList<Func<Task<T>>> racers, Func<int, int> choose, Func<Task> afterEach)
    {
        var running = racers.Select((race, i) => Start(race, i)).ToList();
        while (true)
        {
            await Settled(running);
            await afterEach();
            TaskCompletionSource next;
            lock (_one)
            {
                if (_waiting.Count == 0) break;
                var racer = _waiting.Keys.ElementAt(choose(_waiting.Count));
                _waiting.Remove(racer, out next!);
            }
            next.SetResult();
        }
        return await Task.WhenAll(running);
    }

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) => throw new NotSupportedException();

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        if (Racer.Value is { } racer)
        {
            var turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            lock (_one) _waiting.Add(racer, turn);
            await turn.Task;
        }
        await ProcessNextAsync(message, pipeline);
    }

    private static async Task<T> Start<T>(Func<Task<T>> race, int racer)
    {
        Racer.Value = racer;
        return await race();
    }

    /// <summary>Until every racer waits for its turn or is at its end.</summary>
    private async Task Settled<T>(List<Task<T>> running)
    {
        while (true)
        {
            lock (_one)
                if (running.Count(task => !task.IsCompleted) == _waiting.Count) return;
            await Task.Delay(1);
        }
    }
}
