using System.Collections.Concurrent;

namespace CrowdControl.Functions.Auditing.Views;

/// <summary>What was noted a short time ago: a page that is open asks anew every few seconds, and is one look.</summary>
internal sealed class LookMemory
{
    /// <summary>So long after it was noted the same is one look, by the same member at the same record in the same way.</summary>
    public static readonly TimeSpan OneLook = TimeSpan.FromMinutes(5);

    private const int Most = 100_000;
    private readonly ConcurrentDictionary<string, DateTimeOffset> _noted = new(StringComparer.Ordinal);

    public bool Knows(string look, DateTimeOffset now) => _noted.TryGetValue(look, out var at) && now - at < OneLook;

    /// <summary>Only once it is durable: what was forgotten, as by a process that ended, is noted twice and not never.</summary>
    public void Keep(IEnumerable<string> looks, DateTimeOffset now)
    {
        if (_noted.Count > Most)
            foreach (var (old, _) in _noted.Where(pair => now - pair.Value >= OneLook).ToList()) _noted.TryRemove(old, out _);
        if (_noted.Count > Most) _noted.Clear();
        foreach (var look in looks) _noted[look] = now;
    }
}
