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
        Text(request, "channel") is { } channel ? new ChannelId(Ids.Checked(channel, "channel")) : null,
        Text(request, "watch") is { } watch ? new WatchId(Ids.Checked(watch, "watch")) : null,
        Text(request, "band") is { } band ? BandOf(band) : null,
        Text(request, "hits") is { } hits && HitsOf(hits));

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

    private static string? Text(HttpRequest request, string name) => request.Query[name].ToString() is { Length: > 0 } text ? text : null;

    private static RiskBand BandOf(string text) => Enum.GetNames<RiskBand>().Contains(text)
        ? Enum.Parse<RiskBand>(text)
        : throw new BadRequest("band", $"Give one of {string.Join(", ", Enum.GetNames<RiskBand>())}.");

    private static bool HitsOf(string text) => text switch
    {
        "true" => true,
        "false" => false,
        _ => throw new BadRequest("hits", "Give true or false."),
    };
}
