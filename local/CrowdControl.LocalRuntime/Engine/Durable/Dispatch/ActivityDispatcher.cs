using CrowdControl.LocalRuntime.Engine.Durable.History;
using CrowdControl.LocalRuntime.Engine.Durable.Storage;
using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;

namespace CrowdControl.LocalRuntime.Engine.Durable.Dispatch;

/// <summary>
/// Takes activities from the work-item queue and runs them. The message stays in the queue until history has the answer, so that none
/// is lost: one whose process died meanwhile runs again.
/// </summary>
internal sealed class ActivityDispatcher(HubParts hub) : IDisposable
{
    private readonly SemaphoreSlim _slots = new(hub.Settings.MaxConcurrentActivities);
    private readonly RecentIds _taken = new(10_000);

    public async Task Pump()
    {
        while (true)
        {
            await _slots.WaitAsync(hub.Closing);
            _slots.Release();
            foreach (var received in await hub.Work.Receive(_slots.CurrentCount, hub.Closing))
            {
                await _slots.WaitAsync(hub.Closing);
                hub.Running.Start(() => Handle(received));
            }
        }
    }

    public void Dispose() => _slots.Dispose();

    private async Task Handle(ReceivedMessage received)
    {
        var message = received.Message;
        try
        {
            if (hub.Settings.Rough)
            {
                await hub.Send(await Answer(message), hub.Stopping);
                await received.Delete(hub.Stopping);
            }
            else if (_taken.Add(message.Id))
            {
                hub.Session(message.Instance).Post(new Arrival(await Answer(message), received));
            }
            else
            {
                // The same call again, from an outbox sent twice: the first of them answers.
                await received.Delete(hub.Stopping);
            }
        }
        catch (OperationCanceledException) when (hub.Closing.IsCancellationRequested)
        {
            // Left in the queue for whoever runs the hub next.
        }
        catch (Exception fault)
        {
            hub.Log.LogWarning(fault, "An activity's message of {Instance} could not be finished; it shows again.", message.Instance);
            hub.Work.Forget(received);
        }
        finally
        {
            _slots.Release();
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
                var result = await activity(new ActivityInput(message.Instance, call.Input), hub.Closing);
                outcome = new TaskCompleted(call.Step, LongText.Checked($"The result of '{call.Name}'", hub.Converter.Serialize(result)));
            }
            catch (Exception thrown) when (!hub.Closing.IsCancellationRequested)
            {
                hub.Log.LogWarning("The activity {Activity} of {Instance} failed: {Type}.", call.Name, message.Instance, thrown.GetType());
                outcome = new TaskFailed(call.Step, TaskFailureDetails.FromException(thrown), Final: false);
            }
            catch (Exception cut) when (cut is not OperationCanceledException)
            {
                throw new OperationCanceledException("The task hub stopped while the activity ran.", cut, hub.Closing);
            }

        return new(message.Id + ".answer", message.Instance, message.Execution, hub.Clock.GetUtcNow(), outcome);
    }

    private static TaskFailureDetails Missing(string name) =>
        new(typeof(InvalidOperationException).FullName!, $"Activity function '{name}' does not exist.", null, null, null);
}
