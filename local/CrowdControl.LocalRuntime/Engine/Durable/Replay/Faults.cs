using Microsoft.DurableTask;

namespace CrowdControl.LocalRuntime.Engine.Durable.Replay;

/// <summary>A replay asked for other steps than history has.</summary>
internal sealed class NonDeterminismException(string what) : Exception("Non-Deterministic workflow detected: " + what);

/// <summary>A step came back failed; the context tells it as a <see cref="TaskFailedException"/> once no retry is left.</summary>
internal sealed class StepFailedException(int id, TaskFailureDetails failure, bool final) : Exception(failure.ErrorMessage)
{
    public int Id => id;

    public TaskFailureDetails Failure => failure;

    public bool Final => final;
}

/// <summary>The words of the real worker for an await that is not the context's.</summary>
internal static class IllegalAwait
{
    public const string Message =
        "An invalid asynchronous invocation was detected. This can be caused by awaiting non-durable tasks "
        + "in an orchestrator function's implementation or by middleware that invokes asynchronous code.";

    public static string After(PlannedStep? last) => Message + (last is null
        ? " The orchestrator had asked nothing of its context before."
        : $" The last that the orchestrator had asked of its context was {StepBook.Says(last.Step)}.");
}
