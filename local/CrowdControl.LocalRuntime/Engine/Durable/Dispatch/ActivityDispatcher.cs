using System.Collections.Concurrent;
using CrowdControl.LocalRuntime.Engine.Durable.History;
using CrowdControl.LocalRuntime.Engine.Durable.Storage;
using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;

namespace CrowdControl.LocalRuntime.Engine.Durable.Dispatch;

/// <summary>Takes activities from the work-item queue: run, answer, and only then delete, so that none is lost.</summary>
internal sealed class ActivityDispatcher(HubParts hub) : IDisposable
{
    private readonly SemaphoreSlim _slots = new(hub.Settings.MaxConcurrentActivities);
    private readonly ConcurrentDictionary<string, bool> _taken = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<Task, bool> _running = new();

    public async Task Pump()
    {
        while (true)
        {
            await _slots.WaitAsync(hub.Stopping);
            _slots.Release();
            foreach (var received in await hub.Work.Receive(_slots.CurrentCount, hub.Stopping))
            {
                await _slots.WaitAsync(hub.Stopping);
                var running = Task.Run(() => Handle(received), CancellationToken.None);
                _running[running] = true;
                _ = running.ContinueWith(done => _running.TryRemove(done, out _), TaskScheduler.Default);
            }
        }
    }

    public void Dispose() => _slots.Dispose();

    public Task Drained() => Task.WhenAll(_running.Keys);

    private async Task Handle(ReceivedMessage received)
    {
        var message = received.Message;
        try
        {
            // The same call again, from an outbox sent twice: the first of them answers.
            if (hub.Settings.Rough || _taken.TryAdd(message.Id, true))
                await hub.Send(await Answer(message), hub.Stopping);
            await hub.Work.Delete(received, hub.Stopping);
        }
        catch (OperationCanceledException) when (hub.Stopping.IsCancellationRequested)
        {
            // Left in the queue for whoever runs the hub next.
        }
        catch (Exception fault)
        {
            hub.Log.LogWarning(fault, "The answer of an activity of {Instance} was not sent; it runs again.", message.Instance);
            _taken.TryRemove(message.Id, out _);
            await Task.Delay(TimeSpan.FromSeconds(1));
            await Release(received);
        }
        finally
        {
            _slots.Release();
        }
    }

    private async Task Release(ReceivedMessage received)
    {
        try
        {
            await hub.Work.Release(received, hub.Stopping);
            hub.Work.Wake();
        }
        catch (Exception fault)
        {
            hub.Log.LogWarning(fault, "An activity's message could not be given back; it shows again by itself.");
            hub.Work.Forget(received);
        }
    }

    private async Task<HubMessage> Answer(HubMessage message)
    {
        var call = message.Activity ?? throw new InvalidDataException("A message of the work-item queue names no activity.");
        HistoryEvent outcome;
        if (!hub.Functions.Activities.TryGetValue(call.Name, out var activity))
            outcome = new TaskFailed(call.Step, Missing(call.Name), Final: true);
        else
            try
            {
                var result = await activity(new ActivityInput(message.Instance, call.Input), hub.Stopping);
                outcome = new TaskCompleted(call.Step, hub.Converter.Serialize(result));
            }
            catch (Exception thrown) when (!hub.Stopping.IsCancellationRequested)
            {
                hub.Log.LogWarning("The activity {Activity} of {Instance} failed: {Type}.", call.Name, message.Instance, thrown.GetType());
                outcome = new TaskFailed(call.Step, TaskFailureDetails.FromException(thrown), Final: false);
            }

        return new(message.Id + ".answer", message.Instance, message.Execution, hub.Clock.GetUtcNow(), outcome);
    }

    private static TaskFailureDetails Missing(string name) =>
        new(typeof(InvalidOperationException).FullName!, $"Activity function '{name}' does not exist.", null, null, null);
}
