using CrowdControl.Domain;
using CrowdControl.Domain.Access;
using CrowdControl.Domain.Channels;
using CrowdControl.Functions.Auditing;
using CrowdControl.Functions.Hosting;

namespace CrowdControl.Functions.Channels;

/// <summary>Stops publishing on a channel by hand, and lets it go on.</summary>
public sealed class PauseDesk
{
    private readonly ChannelTable _channels;
    private readonly ChannelWindow _window;
    private readonly AuditTrail _trail;

    internal PauseDesk(ChannelTable channels, ChannelWindow window, AuditTrail trail) => (_channels, _window, _trail) = (channels, window, trail);

    public Task<Outcome<ChannelView>> Pause(Caller caller, ChannelId id, ReasonRequest why, CancellationToken cancellation) => why.Refused is { } refused
        ? Task.FromResult<Outcome<ChannelView>>(refused)
        : Change(caller, id, "paused", new() { ["reason"] = why.Reason }, channel => channel.Pause(why.Reason), cancellation);

    public Task<Outcome<ChannelView>> Resume(Caller caller, ChannelId id, CancellationToken cancellation) =>
        Change(caller, id, "resumed", [], channel => channel.Resume(), cancellation);

    private async Task<Outcome<ChannelView>> Change(
        Caller caller, ChannelId id, string verb, Dictionary<string, string> details, Func<Channel, Outcome<Channel>> rule, CancellationToken cancellation)
    {
        string? lost = null;
        while (await _channels.Get(caller.Tenant, id, cancellation) is { } stored)
        {
            if (!caller.May(Permission.PauseChannels, id)) return OutOfScope.Of(Permission.PauseChannels, stored.Channel);
            var outcome = rule(stored.Channel);
            if (outcome is Outcome<Channel>.Done { Value: var same } && same == stored.Channel) return await _window.Show(same, cancellation);
            if (lost is not null) await Record($"{lost}/refused", AuditOutcome.Refused);
            if (outcome is not Outcome<Channel>.Done { Value: var changed }) return ((Outcome<Channel>.Refused)outcome).Why;

            lost = $"channel/{id}/{verb}/{stored.Revision}/{caller.Member.Id}";
            await Record(lost, AuditOutcome.Done);
            if (await _channels.Change(stored, changed, cancellation) is Written.Done) return await _window.Show(changed, cancellation);
        }

        return new Refusal.NotFound("channel");

        Task Record(string entry, AuditOutcome outcome) => _trail.Record(
            caller, entry, $"channel.{verb}", new AuditSubject("channel", id.Value), id, outcome, details, cancellation);
    }
}
