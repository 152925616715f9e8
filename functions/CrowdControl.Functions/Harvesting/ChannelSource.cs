using Azure;
using Azure.Identity;
using CrowdControl.Domain.Channels;
using CrowdControl.Domain.Harvesting;
using CrowdControl.Domain.Mentions;
using CrowdControl.Functions.Monitoring;
using CrowdControl.Functions.Networks;

namespace CrowdControl.Functions.Harvesting;

/// <summary>A channel: what others say to it, and its own posts.</summary>
/// <param name="Access">Gives the authority to read; null when there is none.</param>
/// <param name="Rejected">Is told that the network no longer takes the credential.</param>
internal sealed record ChannelSource(
    Channel Channel, INetwork Network, Func<CancellationToken, Task<NetworkAccess?>> Access, Func<string, CancellationToken, Task> Rejected)
    : Source(Channel.Id.Value, Channel.Connection?.AccountId ?? "")
{
    public override async Task<SourceState> Read(SourceState state, SourceRun run, CancellationToken cancellation)
    {
        var access = await Credential(cancellation)
            ?? throw new SourceFault("The channel's credential is missing. Connect the channel again.", null, null);
        try
        {
            var (inbound, gap) = await Reading((cursor, token) => Network.Notifications(access, cursor, token), run)
                .Back(state.Inbound, (post, token) => Take(post, run, token), cancellation);
            var (own, ownGap) = await Reading((cursor, token) => Network.Timeline(access, cursor, token), run)
                .Back(state.Own, (post, token) => TakeOwn(post, run, token), cancellation);
            return state with { Inbound = inbound, Own = own, Gap = gap ?? ownGap ?? state.Gap };
        }
        catch (NetworkException fault)
        {
            if (fault.Fault is NetworkFault.CredentialRejected) await Rejected(fault.Message, cancellation);
            throw new SourceFault(fault.Message, fault.RetryAt, fault);
        }
    }

    private PagedReading Reading(Func<string?, CancellationToken, Task<HarvestPage<FoundPost>>> page, SourceRun run) =>
        new(page, Channel.Connection!.ConnectedAt, run.KeepClaim);

    private Task Take(FoundPost post, SourceRun run, CancellationToken cancellation) => post switch
    {
        _ when post.Author.AccountId == Account => Task.CompletedTask,
        { Kind: FoundKind.Mention } => run.Take(FoundMention.Of(Channel, post, MentionKind.Mention, run.Now), cancellation),
        { Kind: FoundKind.Reply } => run.Take(FoundMention.Of(Channel, post, MentionKind.Reply, run.Now), cancellation),
        { Kind: FoundKind.Quote } => run.Take(FoundMention.Of(Channel, post, MentionKind.Quote, run.Now), cancellation),
        _ => Task.CompletedTask,
    };

    private Task TakeOwn(FoundPost post, SourceRun run, CancellationToken cancellation) =>
        post.Kind is FoundKind.Repost || post.Author.AccountId != Account
            ? Task.CompletedTask
            : run.Take(FoundMention.Of(Channel, post, post.SeenAt < Channel.Connection!.ConnectedAt ? MentionKind.Baseline : MentionKind.Post, run.Now), cancellation);

    private async Task<NetworkAccess?> Credential(CancellationToken cancellation)
    {
        try
        {
            return await Access(cancellation);
        }
        catch (Exception vault) when (vault is RequestFailedException or AuthenticationFailedException)
        {
            throw new SourceFault("The vault does not give the channel's credential now.", null, vault);
        }
    }
}
