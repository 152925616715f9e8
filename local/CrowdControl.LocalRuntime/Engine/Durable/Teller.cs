using CrowdControl.LocalRuntime.Engine.Durable.Dispatch;
using CrowdControl.LocalRuntime.Engine.Durable.History;
using CrowdControl.LocalRuntime.Engine.Durable.Storage;
using Grpc.Core;

namespace CrowdControl.LocalRuntime.Engine.Durable;

/// <summary>Sends word to orchestrations that can take it.</summary>
internal sealed class Teller(HubParts hub, HubStorage storage)
{
    /// <exception cref="RpcException">There is no such instance, or it is not in a state for that.</exception>
    public async Task Send(
        string instance,
        HistoryEvent what,
        Func<InstanceState, bool> may,
        Func<InstanceState, RpcException> refusal,
        CancellationToken cancellation)
    {
        await storage.Create(cancellation);
        if (!(Known(instance) is { } known && may(known)))
        {
            var state = await hub.Table.Find(instance, cancellation) ?? throw Refused.NotFound(instance);
            if (!may(state)) throw refusal(state);
        }

        await hub.Send(new(Guid.NewGuid().ToString("N"), instance, null, hub.Clock.GetUtcNow(), what), cancellation);
    }

    private InstanceState? Known(string instance) => hub.Sessions.TryGetValue(instance, out var session) ? session.Known : null;
}

/// <summary>Refusals as the real client passes them on: they come from the host over gRPC.</summary>
internal static class Refused
{
    public static RpcException NotFound(string instance) =>
        new(new Status(StatusCode.NotFound, $"No instance with ID '{instance}' was found. (Parameter 'instanceId')"));

    public static RpcException NotRunning(InstanceState state) => new(new Status(
        StatusCode.FailedPrecondition, $"The orchestration instance with the provided instance id is not running: it is {state.Status}."));

    public static RpcException Cannot(string act, InstanceState state) => new(new Status(
        StatusCode.Unknown, $"Cannot {act} the orchestration instance {state.Instance} because instance is in the {state.Status} state."));
}
