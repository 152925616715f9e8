using CrowdControl.Domain;
using CrowdControl.Domain.Disclosing;
using CrowdControl.Functions.Hosting;

namespace CrowdControl.Functions.Disclosing;

/// <summary>A disclosure pack as the API shows it.</summary>
/// <param name="Done">Steps that are through, of <paramref name="Total"/>; null until they are counted.</param>
/// <param name="MayApprove">Whether the caller may approve it: they hold the right, and did not ask for it.</param>
/// <param name="MayCancel">Whether the caller may call it off.</param>
public sealed record DisclosureView(
    string Id, DisclosureState State, DisclosureStage Stage, int Done, int? Total, string? Channel, string? Case, IReadOnlyList<long> Entries,
    DateTimeOffset? From, DateTimeOffset? Until, bool Complete, string Purpose, string Authority, string Recipient, IReadOnlyList<string> Exhibits,
    IReadOnlyList<WithholdingView> Withheld, IReadOnlyList<SensitiveItemView> Sensitive, string RequestedBy, DateTimeOffset RequestedAt,
    string? DecidedBy, DateTimeOffset? DecidedAt, string? Why, MadePackView? Pack, bool MayApprove, bool MayCancel, bool MayTake)
{
    internal static DisclosureView Of(DisclosurePack pack, Caller caller)
    {
        var (terms, reach) = (pack.Terms, new DisclosureReach(caller));
        return new DisclosureView(
            pack.Id.Value, pack.State, pack.Stage, pack.Done, pack.Total, terms.Scope.Channel?.Value, terms.Scope.Case?.Value, terms.Scope.Entries,
            terms.Period.From, terms.Period.Until, terms.Complete, terms.Purpose, terms.Authority, terms.Recipient, terms.Exhibits,
            [.. terms.Withheld.Select(rule => new WithholdingView(rule.Field, rule.Reason, rule.Authority, rule.Entry))],
            [.. terms.Sensitive.Select(item => new SensitiveItemView(item.Reason, item.Authority, item.Entry, item.Exhibit))],
            pack.Requested.Who.Name, pack.Requested.At, pack.Decided?.Who.Name, pack.Decided?.At, pack.Why,
            pack.Made is { } made ? new MadePackView(made.Manifest, made.Sha256, made.Bytes, made.Entry, made.LogSize, made.At) : null,
            pack.State is DisclosureState.AwaitingApproval && reach.MayApprove(pack) && !pack.Requested.Who.IsSamePersonAs(caller.Signatory),
            reach.MayBuild(pack) && pack.Cancel("") is Outcome<DisclosurePack>.Done { Value.State: DisclosureState.Cancelled }
                && pack.State is not DisclosureState.Cancelled,
            pack.State is DisclosureState.Ready && reach.MayBuild(pack));
    }
}

/// <param name="Manifest">SHA-256 of the pack's list of files, which stands in the record for everybody to read.</param>
/// <param name="Sha256">Of the file.</param>
/// <param name="Entry">Index of the record's entry that says that it was exported.</param>
/// <param name="LogSize">Entries of the record that the pack's checkpoint covers.</param>
public sealed record MadePackView(string Manifest, string Sha256, long Bytes, long Entry, long LogSize, DateTimeOffset At);
