using Azure;
using CrowdControl.Domain;
using CrowdControl.Domain.Harvesting;
using CrowdControl.Domain.Mentions;

namespace CrowdControl.Functions.Harvesting;

/// <summary>One source being read, from the state that it was found in to the one that follows.</summary>
internal sealed class SourceRun(TenantId tenant, Source source, SourceState state, ETag? version, SourceTable table, Outbox outbox, TimeProvider clock)
{
    private SourceState _state = state;
    private ETag? _version = version;

    public DateTimeOffset Now { get; } = clock.GetUtcNow();

    public Task Take(Mention mention, CancellationToken cancellation) => outbox.Put(mention, cancellation);

    /// <summary>Says before each further page that this run is at it, so that no other begins.</summary>
    /// <exception cref="ClaimedElsewhere">Another run is at it already.</exception>
    public async Task KeepClaim(CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        if (!_state.ClaimRunsOut(now)) return;
        var claimed = _state.Claimed(now);
        var written = await table.Write(tenant, [new SourceChange(source.Key, claimed, _version)], cancellation);
        if (!written.TryGetValue(source.Key, out var claim)) throw new ClaimedElsewhere();
        (_state, _version) = (claimed, claim);
    }

    /// <summary>The change to write once everything found is safe; null when nothing changed, or another run is at it.</summary>
    public async Task<SourceChange?> Read(CancellationToken cancellation)
    {
        var before = _state;
        try
        {
            var read = await source.Read(before, this, cancellation);
            return Change(before, read.Succeeded(clock.GetUtcNow()));
        }
        catch (SourceFault fault)
        {
            return Change(before, before.Failed(clock.GetUtcNow(), fault.Message, fault.RetryAt));
        }
        catch (ClaimedElsewhere)
        {
            return null;
        }
    }

    private SourceChange? Change(SourceState before, SourceState after) =>
        Same(before, after) && _state == before ? null : new SourceChange(source.Key, after, _version);

    /// <summary>Two positions with the same items are the same, though they are two lists.</summary>
    private static bool Same(SourceState one, SourceState other) =>
        Same(one.Inbound, other.Inbound) && Same(one.Own, other.Own) && one == other with { Inbound = one.Inbound, Own = one.Own };

    private static bool Same(Position? one, Position? other) =>
        one?.Newest == other?.Newest && (one?.Known ?? []).SequenceEqual(other?.Known ?? []);
}
