using CrowdControl.Domain;
using CrowdControl.Domain.Harvesting;

namespace CrowdControl.Functions.Harvesting;

/// <summary>The front of harvesting: whether each source is read, for the pages that show channels and feeds.</summary>
public sealed class HarvestHealth
{
    private readonly SourceTable _sources;

    internal HarvestHealth(SourceTable sources) => _sources = sources;

    /// <summary>Keyed by the id of the channel or feed; one that was never tried is absent.</summary>
    public async Task<IReadOnlyDictionary<string, SourceHealth>> Of(TenantId tenant, CancellationToken cancellation) =>
        (await _sources.All(tenant, cancellation)).ToDictionary(row => row.Key, row => Of(row.Value.Value));

    private static SourceHealth Of(SourceState state) =>
        new(state.LastSuccessAt, state.LastError ?? state.Gap?.ToString(), state.NextAttemptAt);
}

/// <param name="LastError">What stands in the way now, or which period could not be read.</param>
public sealed record SourceHealth(DateTimeOffset? LastSuccessAt, string? LastError, DateTimeOffset? NextAttemptAt);
