using Microsoft.AspNetCore.Http;

namespace CrowdControl.LocalRuntime.Neighbours.Network.Xrpc;

/// <summary>So many points in so many seconds.</summary>
internal sealed record RateRule(string Name, int Points, int Seconds);

/// <summary>What one call costs by one rule; calls with the same key share the points.</summary>
internal sealed record RateCharge(RateRule Rule, string Key, int Points = 1);

/// <summary>Counts calls as the real server does and says how many are left, or 429 when none is.</summary>
internal sealed class RateLimits(TimeProvider clock)
{
    public static readonly RateRule AnyCall = new("global-ip", 3000, 300);
    public static readonly RateRule Sessions = new("createSession", 30, 300);
    public static readonly RateRule SessionsOfDay = new("createSession-day", 300, 86_400);
    public static readonly RateRule Accounts = new("createAccount", 100, 300);
    public static readonly RateRule WritesOfHour = new("repo-write-hour", 5000, 3600);
    public static readonly RateRule WritesOfDay = new("repo-write-day", 35_000, 86_400);

    private readonly Lock _gate = new();
    private readonly Dictionary<(string Rule, string Key), Window> _windows = [];

    /// <exception cref="XrpcFault">429: a rule's points are used up.</exception>
    public void Consume(IEnumerable<RateCharge> charges, HttpResponse response)
    {
        lock (_gate)
        {
            var states = charges.Select(charge => (charge.Rule, Window: Use(charge))).ToArray();
            var (rule, tightest) = states.MinBy(state => state.Rule.Points - state.Window.Used);
            var left = rule.Points - tightest.Used;
            response.Headers["RateLimit-Limit"] = $"{rule.Points}";
            response.Headers["RateLimit-Reset"] = $"{tightest.EndsAt.ToUnixTimeSeconds()}";
            response.Headers["RateLimit-Remaining"] = $"{Math.Max(0, left)}";
            response.Headers["RateLimit-Policy"] = $"{rule.Points};w={rule.Seconds}";
            if (left < 0) throw new XrpcFault(429, "RateLimitExceeded", "Rate Limit Exceeded");
        }
    }

    private Window Use(RateCharge charge)
    {
        var now = clock.GetUtcNow();
        var key = (charge.Rule.Name, charge.Key);
        if (!_windows.TryGetValue(key, out var window) || window.EndsAt <= now)
            _windows[key] = window = new Window(now.AddSeconds(charge.Rule.Seconds));
        window.Used += charge.Points;
        return window;
    }

    private sealed class Window(DateTimeOffset endsAt)
    {
        public DateTimeOffset EndsAt { get; } = endsAt;

        public int Used { get; set; }
    }
}
