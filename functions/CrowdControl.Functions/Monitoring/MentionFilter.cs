using CrowdControl.Analysis.Triage;
using CrowdControl.Domain;
using CrowdControl.Domain.Access;
using CrowdControl.Functions.Hosting;
using Microsoft.AspNetCore.Http;

namespace CrowdControl.Functions.Monitoring;

/// <summary>Which mentions are asked for, and which of them the caller may read at all.</summary>
/// <param name="Scope">Channels that the caller may read; what feeds bring may be read by whoever may read anything.</param>
internal sealed record MentionFilter(Scope Scope, ChannelId? Channel, WatchId? Watch, RiskBand? Band, bool OnlyHits)
{
    /// <exception cref="BadRequest">A filter makes no sense.</exception>
    public static MentionFilter Of(HttpRequest request) => new(
        request.Caller().ScopeOf(Permission.ReadMentions),
        request.Word("channel") is { } channel ? new ChannelId(Ids.Checked(channel, "channel")) : null,
        request.Word("watch") is { } watch ? new WatchId(Ids.Checked(watch, "watch")) : null,
        request.OneOf<RiskBand>("band"),
        request.Flag("hits"));

    public bool LetsThrough(MentionRow row) =>
        (row.Channel.Length == 0 || Scope.Covers(new ChannelId(row.Channel)))
        && (Channel is not { } channel || row.Channel == channel.Value)
        && (Band is not { } band || row.Band == MentionRow.NumberOf(band))
        && (!OnlyHits || row.Hits > 0);

    /// <summary>For the record of who looked: what was asked for, never what was found.</summary>
    public IEnumerable<KeyValuePair<string, string>> ForTheRecord()
    {
        if (Channel is { } channel) yield return new("channel", channel.Value);
        if (Watch is { } watch) yield return new("watch", watch.Value);
        if (Band is { } band) yield return new("band", band.ToString());
        if (OnlyHits) yield return new("hits", "true");
    }
}
