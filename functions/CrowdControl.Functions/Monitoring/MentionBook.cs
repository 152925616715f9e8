using System.Collections.Concurrent;
using CrowdControl.Analysis.Triage;
using CrowdControl.Domain;
using CrowdControl.Domain.Access;
using CrowdControl.Domain.Mentions;
using CrowdControl.Functions.Hosting;

namespace CrowdControl.Functions.Monitoring;

/// <summary>The front of monitoring: what was said, for the features that answer it or count it.</summary>
public sealed class MentionBook
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(15);
    private readonly Mentions _mentions;
    private readonly TimeProvider _clock;
    private readonly ConcurrentDictionary<TenantId, Counted> _today = new();

    internal MentionBook(Mentions mentions, TimeProvider clock) => (_mentions, _clock) = (mentions, clock);

    public async Task<Mention?> Find(TenantId tenant, MentionId id, CancellationToken cancellation) =>
        (await _mentions.Find(tenant, id, cancellation))?.Mention;

    /// <summary>Of the mentions that the caller may read, those of this day (UTC). Up to 15 seconds old.</summary>
    public async Task<MentionCounts> Today(Caller caller, CancellationToken cancellation)
    {
        var scope = caller.ScopeOf(Permission.ReadMentions);
        if (scope.IsNothing) return new MentionCounts(0, 0);
        var now = _clock.GetUtcNow();
        if (!_today.TryGetValue(caller.Tenant, out var counted) || now - counted.At >= Fresh)
            _today[caller.Tenant] = counted = new Counted(now, await _mentions.Outlines(caller.Tenant, now, cancellation));
        var mine = counted.Mentions.Where(mention => mention.Channel is not { } channel || scope.Covers(channel)).ToList();
        return new MentionCounts(mine.Count, mine.Count(mention => mention.Band is RiskBand.High or RiskBand.Immediate));
    }

    private sealed record Counted(DateTimeOffset At, IReadOnlyList<MentionOutline> Mentions);
}

/// <param name="Worrying">Of them, those in the bands High and Immediate.</param>
public sealed record MentionCounts(int MentionsToday, int Worrying);
