using CrowdControl.Domain;
using CrowdControl.Domain.Channels;
using CrowdControl.Domain.Mentions;
using CrowdControl.Functions.Networks;

namespace CrowdControl.Functions.Monitoring;

/// <summary>Puts what a network gave into normal form. The same post of the same channel always gets the same id.</summary>
public static class FoundMention
{
    private const int MostLinks = 20;
    private const int MostLanguages = 10;
    private const int MostAddress = 1_000;
    private const int MostName = 256;

    /// <param name="channel">Where it was found.</param>
    /// <param name="post">As the network's adapter gave it.</param>
    /// <param name="kind">What it is to the channel.</param>
    /// <param name="now">The time of the harvest.</param>
    public static Mention Of(Channel channel, FoundPost post, MentionKind kind, DateTimeOffset now)
    {
        var at = MentionClock.TimeOf(post.CreatedAt, post.SeenAt);
        var key = MentionKey.Of(channel.Id.Value, channel.Network, post.NativeId, post.Version);
        return new Mention(
            MentionClock.IdOf(at, key), new MentionSource(channel.Id, null), channel.Network, post.NativeId, post.Version, kind,
            new ExternalAuthor(post.Author.AccountId, Cut(post.Author.Handle, MostName), Cut(post.Author.DisplayName, MostName)),
            Cut(post.Text, Mention.MaximumText), post.Text.Length > Mention.MaximumText,
            [.. post.Languages.Take(MostLanguages).Select(tag => Cut(tag, 35))],
            [.. post.Links.Where(link => link.Length <= MostAddress).Take(MostLinks)],
            post.ImageCount, post.ReplyTo, post.ReplyRoot, post.Quote, post.PublicAddress.AbsoluteUri, at, now);
    }

    /// <summary>Never inside a pair of surrogates.</summary>
    public static string Cut(string text, int most)
    {
        if (text.Length <= most) return text;
        return text[..(char.IsHighSurrogate(text[most - 1]) ? most - 1 : most)];
    }
}
