using CrowdControl.Domain.Harvesting;
using CrowdControl.Domain.Mentions;
using CrowdControl.Functions.Networks;

namespace CrowdControl.Functions.Harvesting;

/// <summary>Reads a list that comes newest first, page by page, back to where it was read before.</summary>
/// <param name="page">Fetches the page under a network's own cursor; null for the newest.</param>
/// <param name="since">When the channel was connected. What came after it is always read; of its past, only so much.</param>
/// <param name="beforeNext">Runs before every page but the first.</param>
internal sealed class PagedReading(
    Func<string?, CancellationToken, Task<HarvestPage<FoundPost>>> page, DateTimeOffset since, Func<CancellationToken, Task> beforeNext)
{
    /// <summary>Ten thousand items at the page size of today's networks.</summary>
    public const int MostPages = 100;

    /// <summary>How many items of its past a new channel brings along, and how old they may be.</summary>
    public const int MostAtFirst = 500;

    private static readonly TimeSpan Past = TimeSpan.FromDays(7);
    private readonly DateTimeOffset _floor = since - Past;

    private readonly List<string> _seen = [];
    private HashSet<string> _known = [];
    private DateTimeOffset _newest;
    private int _taken;
    private int _past;

    public async Task<(Position Position, Gap? Gap)> Back(
        Position? from, Func<FoundPost, CancellationToken, Task> take, CancellationToken cancellation)
    {
        _known = [.. from?.Known ?? []];
        _newest = from?.Newest ?? _floor;
        var boundary = from?.Boundary ?? _floor;
        string? cursor = null;
        for (var number = 1; ; number++)
        {
            if (number > 1) await beforeNext(cancellation);
            var found = await page(cursor, cancellation);
            var news = await Take(found.Items, take, cancellation);
            if (found.Next is null || (found.Items.Count > 0 && WasReached(found.Items, news, from, boundary))) return (After(from), null);
            if (found.Next == cursor) throw new NetworkException(NetworkFault.Nonsense, "The network gave the same page twice.");
            if (number == MostPages) return (After(from), GapOf(boundary, found.Items));
            cursor = found.Next;
        }
    }

    private bool WasReached(IReadOnlyList<FoundPost> items, int news, Position? from, DateTimeOffset boundary) =>
        items[^1].SeenAt < boundary || (from is null ? _past >= MostAtFirst : news == 0);

    private async Task<int> Take(IReadOnlyList<FoundPost> items, Func<FoundPost, CancellationToken, Task> take, CancellationToken cancellation)
    {
        var before = _taken;
        foreach (var item in items)
        {
            var digest = DigestOf(item);
            _seen.Add(digest);
            if (item.SeenAt > _newest) _newest = item.SeenAt;
            if (item.SeenAt < _floor || _known.Contains(digest)) continue;
            _taken++;
            if (item.SeenAt < since) _past++;
            await take(item, cancellation);
        }

        return _taken - before;
    }

    private Position After(Position? from) =>
        new(_newest, [.. _seen.Concat(from?.Known ?? []).Distinct().Take(Position.MaximumKnown)]);

    private Gap GapOf(DateTimeOffset boundary, IReadOnlyList<FoundPost> last) => new(
        boundary, last.Count > 0 ? last[^1].SeenAt : _newest, $"there was more than {MostPages} pages of it.");

    private static string DigestOf(FoundPost item) => MentionKey.Digest([item.NativeId, item.Version])[..13];
}
