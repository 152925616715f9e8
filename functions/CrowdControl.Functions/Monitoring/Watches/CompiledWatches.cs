using CrowdControl.Analysis.Watches;

namespace CrowdControl.Functions.Monitoring.Watches;

/// <summary>All active watches of an organisation, ready to match.</summary>
internal sealed record CompiledWatches(WatchSet Set, IReadOnlyDictionary<string, string> Names)
{
    public string NameOf(string watch) => Names[watch];
}
