using System.Text.Json;
using CrowdControl.LocalRuntime.Engine.Durable.History;
using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;

namespace CrowdControl.LocalRuntime.Engine.Durable.Replay;

/// <summary>Runs an orchestrator from its first line: through all that has happened, then through what is new.</summary>
internal sealed class OrchestratorRun
{
    private readonly Func<TaskOrchestrationContext, Task<object?>> _orchestrator;
    private readonly DataConverter _converter;
    private readonly OrchestratorThread _thread;
    private readonly StepBook _steps = new();
    private readonly ExternalEvents _events;
    private readonly ReplayedContext _context;
    private readonly Queue<HistoryEvent> _whileSuspended = [];
    private readonly List<EventRaised> _late = [];
    private Task<object?>? _running;
    private Ending? _ending;
    private bool _suspended;

    /// <param name="strayed">Told when the orchestrator goes on by itself after the episode is over.</param>
    public OrchestratorRun(
        string instance,
        Func<TaskOrchestrationContext, Task<object?>> orchestrator,
        DataConverter converter,
        ILoggerFactory loggers,
        Action strayed)
    {
        (_orchestrator, _converter) = (orchestrator, converter);
        _thread = new OrchestratorThread(strayed);
        _events = new ExternalEvents(converter);
        _context = new ReplayedContext(instance, converter, loggers, _thread, _steps, _events);
    }

    public Episode Play(IReadOnlyList<HistoryEvent> past, IReadOnlyList<HistoryEvent> news)
    {
        _thread.Run(() =>
        {
            try
            {
                _context.Replaying = true;
                Happen(past);
                _steps.EnsureAllMatched();
                _context.Replaying = false;
                Happen(news);
                _ending ??= Finish();
            }
            catch (NonDeterminismException changed)
            {
                _ending = new Ending.Stopped(TaskFailureDetails.FromException(changed));
            }
            catch (JsonException unreadable)
            {
                _ending = Unhandled(unreadable);
            }
        });
        var status = Status();
        var timers = _steps.OpenTimers.ToList();
        IReadOnlyList<PlannedStep> steps = _ending is Ending.Terminated or Ending.Stopped ? [] : [.. _steps.Planned];
        return new Episode(steps, status, _suspended, timers.Count == 0 ? null : timers.Min(), _ending);
    }

    private string? Status()
    {
        try
        {
            return _context.CustomStatus;
        }
        catch (Exception unwritable) when (unwritable is NotSupportedException or JsonException)
        {
            _ending = Unhandled(unwritable);
            return null;
        }
    }

    private void Happen(IEnumerable<HistoryEvent> happened)
    {
        foreach (var one in happened)
        {
            if (_ending is not null) return;
            if (one is EpisodeBegan began) _context.Now = began.At;
            else if (_suspended && one is not (ExecutionResumed or ExecutionTerminated or ExecutionBroken)) Keep(one);
            else Happen(one);
            _thread.Drain();
        }
    }

    private void Keep(HistoryEvent one)
    {
        if (one is TimerFired fired) _steps.NoteFired(fired.Id);
        if (one is not ExecutionSuspended) _whileSuspended.Enqueue(one);
    }

    private void Happen(HistoryEvent one)
    {
        switch (one)
        {
            case ExecutionStarted started:
                _context.Started = started;
                _running = _orchestrator(_context);
                break;
            case IStep step:
                _steps.Match(step);
                break;
            case TaskCompleted done:
                _steps.Complete(done.Id, done.Result);
                break;
            case TaskFailed failed:
                _steps.Fail(failed.Id, failed.Failure, failed.Final);
                break;
            case SubOrchestrationCompleted done:
                _steps.Complete(done.Id, done.Result);
                break;
            case SubOrchestrationFailed failed:
                _steps.Fail(failed.Id, failed.Failure, failed.Final);
                break;
            case TimerFired fired:
                _steps.Complete(fired.Id, null);
                break;
            case EventRaised raised:
                if (_context.StartsOver is null) _events.Raise(raised.Name, raised.Input);
                else _late.Add(new EventRaised(raised.Name, raised.Input));
                break;
            case ExecutionSuspended:
                _suspended = true;
                _steps.Shelve();
                break;
            case ExecutionResumed:
                _suspended = false;
                _steps.Unshelve();
                while (_whileSuspended.TryDequeue(out var kept))
                {
                    Happen(kept);
                    _thread.Drain();
                }

                break;
            case ExecutionTerminated terminated:
                _ending = new Ending.Terminated(terminated.Output, terminated.Recursive);
                break;
            case ExecutionBroken broken:
                _ending = Stopped(broken.Why);
                break;
            default:
                throw new InvalidDataException($"History has a {one.GetType().Name}, which no orchestrator understands.");
        }
    }

    /// <summary>As in Azure, an orchestration ends when its code has ended and nothing that it asked for is open: cancel your timers.</summary>
    private Ending? Finish()
    {
        if (_thread.Strayed) return Stopped(IllegalAwait.After(_steps.Last));
        if (_suspended || _running is null || _steps.HasOpen) return null;
        if (!_running.IsCompleted) return _events.Awaited ? null : Stopped(IllegalAwait.After(_steps.Last));
        if (_running.IsCompletedSuccessfully)
            return _context.StartsOver is { } over
                ? new Ending.StartedOver(over.Input, [.. over.KeepEvents ? Kept() : [], .. _late])
                : Completed(_running.Result);
        return new Ending.Failed(Failure(_running));
    }

    private Ending Completed(object? output)
    {
        try
        {
            return new Ending.Completed(_converter.Serialize(output));
        }
        catch (Exception unwritable) when (unwritable is NotSupportedException or JsonException)
        {
            return new Ending.Failed(TaskFailureDetails.FromException(unwritable));
        }
    }

    private IReadOnlyList<EventRaised> Kept() => [.. _events.TakeEarly().Select(early => new EventRaised(early.Name, early.Payload))];

    private static TaskFailureDetails Failure(Task failed)
    {
        var thrown = failed.Exception?.InnerException ?? new TaskCanceledException(failed);
        return thrown is TaskFailedException task
            ? new(thrown.GetType().ToString(), thrown.Message, thrown.StackTrace, task.FailureDetails, task.FailureDetails.Properties)
            : TaskFailureDetails.FromException(thrown);
    }

    /// <summary>Outside the orchestrator's own code, so it cannot be caught there: an event of another shape than awaited, say.</summary>
    private Ending.Stopped Unhandled(Exception fault) => new(new TaskFailureDetails(
        fault.GetType().ToString(), $"Function '{_context.Name}' failed with an unhandled exception: {fault.Message}", fault.StackTrace, null, null));

    private static Ending.Stopped Stopped(string why) =>
        new(new TaskFailureDetails(typeof(InvalidOperationException).FullName!, why, null, null, null));
}
