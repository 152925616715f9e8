using CrowdControl.Domain.Watches;

namespace CrowdControl.Functions.Monitoring.Watches;

/// <summary>A watch as the API shows it.</summary>
/// <param name="Terms">What it looks for, or will once that is authorised.</param>
/// <param name="Meanwhile">What it looks for until changed terms are authorised; null when none await that.</param>
/// <param name="Owner">The name of who asked for it.</param>
public sealed record WatchAnswer(
    string Id, string Name, string Purpose, IReadOnlyList<string> Terms, IReadOnlyList<string>? Meanwhile, WatchState State, string Owner,
    int HitsToday, DateTimeOffset? LastHitAt)
{
    internal static WatchAnswer Of(StoredWatch stored, HitCount hits)
    {
        var watch = stored.Watch;
        return new WatchAnswer(
            watch.Id.Value, watch.Name, watch.Purpose, (watch.Proposed ?? watch.Current)!.Terms,
            watch.Proposed is null ? null : watch.Current?.Terms, watch.State, stored.OwnerName, hits.Today, hits.Last);
    }
}
