using CrowdControl.Domain.Publishing;
using CrowdControl.Functions.Hosting;
using CrowdControl.Functions.Networks;
using CrowdControl.Functions.Networks.Bluesky;

namespace CrowdControl.Tests.Networks.Bluesky;

/// <summary>What every server of Bluesky's protocol has to be to our adapter. Each derived class runs it against one.</summary>
public abstract class BlueskyContract
{
    private protected BlueskyNetwork Network { get; } = new(OutwardClient.Create(), TimeProvider.System);

    /// <summary>A running server, on which anybody may open an account.</summary>
    private protected abstract Task<Uri> Server();

    /// <summary>How the adapter signs in as the account.</summary>
    private protected virtual Task<NetworkAccess> AccessTo(NetworkAccount account) => Task.FromResult(account.Access);

    private protected async Task<(NetworkAccount Account, NetworkAccess Access)> Open(string name = "desk")
    {
        var account = await NetworkAccount.Open(await Server(), name);
        return (account, await AccessTo(account));
    }

    private protected async Task<LivePost> Publish(NetworkAccess access, OutgoingPost post, PublishKey? key = null)
    {
        var answer = await Network.Publish(access, post, key ?? Posts.FreshKey(), CancellationToken.None);
        return Assert.IsType<PublishAnswer.Published>(answer).Post;
    }

    private protected Task<LivePost> Publish(NetworkAccess access, string text, PostReference? replyTo = null, PostReference? quote = null) =>
        Publish(access, Posts.Saying(text, replyTo, quote));

    /// <summary>Publishes and waits until the public sees it: a reply made sooner may never be notified.</summary>
    private protected async Task<LivePost> PublishSeen(
        NetworkAccount account, NetworkAccess access, string text, PostReference? replyTo = null, PostReference? quote = null)
    {
        var live = await Publish(access, text, replyTo, quote);
        await Eventually.Holds(
            async () => (await account.Ask($"app.bsky.feed.getPosts?uris={Uri.EscapeDataString(live.NativeId)}"))["posts"]!.AsArray().Count,
            shown => shown == 1);
        return live;
    }
}
