using CrowdControl.Analysis.Triage;
using CrowdControl.Domain;
using CrowdControl.Domain.Channels;
using CrowdControl.Domain.Mentions;
using CrowdControl.Functions.Channels;
using CrowdControl.Functions.Networks;

namespace CrowdControl.Functions.Monitoring;

/// <summary>What was said around a mention: as the network shows it now, or what is stored when the network does not answer.</summary>
internal sealed class Conversations(ChannelRegister channels, KnownNetworks networks, OwnPosts posts, ITriageEngine engine, TimeProvider clock)
{
    public async Task<ConversationAnswer> Around(TenantId tenant, StoredMention asked, CancellationToken cancellation)
    {
        if (asked.Mention.Source.Channel is not { } id) return new ConversationAnswer([], null);
        if (await channels.Get(tenant, id, cancellation) is not { } channel || await channels.Access(channel, cancellation) is not { } access
            || networks.Find(channel.Network) is not { } network)
            return await Stored(tenant, asked, "The channel is not connected now, so this is what was stored.", cancellation);
        try
        {
            return Live(channel, asked, await network.Thread(access, asked.Mention.NativeId, cancellation));
        }
        catch (NetworkException gone) when (gone.Fault is NetworkFault.NotFound)
        {
            return await Stored(tenant, asked, "The network no longer has this post, so this is what was stored.", cancellation);
        }
        catch (NetworkException away)
        {
            return await Stored(tenant, asked, $"The network does not show the conversation now, so this is what was stored. {away.Message}", cancellation);
        }
    }

    private ConversationAnswer Live(Channel channel, StoredMention asked, FoundThread thread)
    {
        MentionAnswer Turn(FoundPost post) => Read(FoundMention.Of(channel, post, KindOf(channel, post), clock.GetUtcNow()));
        var after = thread.Replies.OrderBy(reply => reply.CreatedAt).Select(Turn);
        return new ConversationAnswer([.. thread.Parents.Select(Turn), MentionAnswer.Of(asked), .. after], null);
    }

    private async Task<ConversationAnswer> Stored(TenantId tenant, StoredMention asked, string notice, CancellationToken cancellation)
    {
        var (mention, before) = (asked.Mention, new List<MentionAnswer>());
        foreach (var nativeId in new[] { mention.ReplyRoot, mention.ReplyTo, mention.Quote }.OfType<string>().Distinct())
            if (await posts.Find(tenant, mention.Network, nativeId, cancellation) is { } post) before.Add(Read(post));
        return new ConversationAnswer([.. before, MentionAnswer.Of(asked)], notice);
    }

    /// <summary>What nobody addressed to the channel is not searched by watches; it is only read.</summary>
    private MentionAnswer Read(Mention mention)
    {
        var read = engine.Classify(new TriageText(mention.Text, mention.Languages, DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime)));
        var language = new FoundLanguage(read.Language.Tag, read.Language.Confidence);
        return MentionAnswer.Of(new StoredMention(mention, language, [], Findings.Of(read)));
    }

    private static MentionKind KindOf(Channel channel, FoundPost post) => post switch
    {
        _ when post.Author.AccountId == channel.Connection?.AccountId => MentionKind.Post,
        { ReplyTo: not null } => MentionKind.Reply,
        { Quote: not null } => MentionKind.Quote,
        _ => MentionKind.Mention,
    };
}
