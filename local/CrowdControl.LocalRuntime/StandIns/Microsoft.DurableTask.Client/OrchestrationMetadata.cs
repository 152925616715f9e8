using System.Collections.Immutable;

namespace Microsoft.DurableTask.Client;

/// <summary>What is known of one orchestration.</summary>
public sealed class OrchestrationMetadata
{
    public OrchestrationMetadata(string name, string instanceId)
    {
        Name = name;
        InstanceId = instanceId;
    }

    public string Name { get; }

    public string InstanceId { get; }

    public DataConverter? DataConverter { get; init; }

    public OrchestrationRuntimeStatus RuntimeStatus { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset LastUpdatedAt { get; init; }

    public string? SerializedInput { get; init; }

    public string? SerializedOutput { get; init; }

    public string? SerializedCustomStatus { get; init; }

    public IReadOnlyDictionary<string, string> Tags { get; init; } = ImmutableDictionary<string, string>.Empty;

    public TaskFailureDetails? FailureDetails { get; init; }

    public bool IsRunning => RuntimeStatus == OrchestrationRuntimeStatus.Running;

    public bool IsCompleted => RuntimeStatus
        is OrchestrationRuntimeStatus.Completed or OrchestrationRuntimeStatus.Failed or OrchestrationRuntimeStatus.Terminated;

    public T? ReadInputAs<T>() => Read<T>(SerializedInput, nameof(ReadInputAs), "input");

    public T? ReadOutputAs<T>() => Read<T>(SerializedOutput, nameof(ReadOutputAs), "output");

    public T? ReadCustomStatusAs<T>() => Read<T>(SerializedCustomStatus, nameof(ReadCustomStatusAs), "input and output");

    public override string ToString() =>
        $"[Name: '{Name}', ID: '{InstanceId}', RuntimeStatus: {RuntimeStatus},"
        + $" CreatedAt: {CreatedAt:s}, LastUpdatedAt: {LastUpdatedAt:s}"
        + (SerializedInput is null ? "" : $", Input: '{Trimmed(SerializedInput)}'")
        + (SerializedOutput is null ? "" : $", Output: '{Trimmed(SerializedOutput)}'")
        + (FailureDetails is null ? "" : $", FailureDetails: '{FailureDetails.ErrorType} - {Trimmed(FailureDetails.ErrorMessage)}'")
        + "]";

    private T? Read<T>(string? text, string method, string what) => DataConverter is null
        ? throw new InvalidOperationException(
            $"The {method} method can only be used on {nameof(OrchestrationMetadata)} objects "
            + $"that are fetched with the option to include {what} data.")
        : DataConverter.Deserialize<T>(text);

    private static string Trimmed(string text) => text.Length > 50 ? string.Concat(text.AsSpan(0, 50), "...") : text;
}
