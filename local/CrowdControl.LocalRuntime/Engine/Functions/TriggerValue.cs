using Microsoft.AspNetCore.Http;

namespace CrowdControl.LocalRuntime.Engine.Functions;

/// <summary>What a trigger brings to one run.</summary>
/// <param name="As">The value of the trigger's parameter, made for its type.</param>
internal sealed record TriggerValue(Func<Type, object?> As)
{
    /// <summary>What comes beside the value, by name: for a request, its route values.</summary>
    public IReadOnlyDictionary<string, object?> Beside { get; init; } = new Dictionary<string, object?>();

    /// <summary>The request that the run answers; null for every other kind of trigger.</summary>
    public HttpContext? Request { get; init; }

    /// <summary>W3C trace of whoever caused the run.</summary>
    public string? TraceParent { get; init; }

    public string? TraceState { get; init; }

    /// <summary>False for orchestrators: an episode may wait for nothing but its context, and the clock is not part of it.</summary>
    public bool Limited { get; init; } = true;

    /// <summary>Whoever called writes a failure down itself, with what it was about.</summary>
    public bool CallerLogs { get; init; }

    public static TriggerValue Of(object value) => new(_ => value);
}
