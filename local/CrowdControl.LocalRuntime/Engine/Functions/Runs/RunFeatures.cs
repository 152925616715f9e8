using System.Collections;
using Microsoft.Azure.Functions.Worker;

namespace CrowdControl.LocalRuntime.Engine.Functions.Runs;

/// <summary>Features of one run, by type.</summary>
internal sealed class RunFeatures : IInvocationFeatures
{
    private readonly Dictionary<Type, object> _features = [];

    public static RunFeatures With(InvocationResult outcome)
    {
        var features = new RunFeatures();
        features.Set(outcome);
        return features;
    }

    public void Set<T>(T instance) => _features[typeof(T)] = instance!;

    public T? Get<T>() => _features.TryGetValue(typeof(T), out var feature) ? (T)feature : default;

    public IEnumerator<KeyValuePair<Type, object>> GetEnumerator() => _features.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
