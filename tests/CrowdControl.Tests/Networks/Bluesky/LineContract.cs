using CrowdControl.Functions.Networks;
using CrowdControl.Functions.Networks.Bluesky;

namespace CrowdControl.Tests.Networks.Bluesky;

/// <summary>A real server behind a bad line: lost answers and tokens that have run out.</summary>
public abstract class LineContract : BlueskyContract
{
    private const string Put = "com.atproto.repo.putRecord";
    private const string Get = "com.atproto.repo.getRecord";
    private const string Delete = "com.atproto.repo.deleteRecord";
    private const string SignIn = "com.atproto.server.createSession";
    private const string Renew = "com.atproto.server.refreshSession";

    [Fact]
    public async Task A_post_whose_answer_was_lost_is_found_live()
    {
        var (account, access) = await Open();
        using var line = new Line { LosesAnswer = (call, nth) => call == Put && nth == 1 };

        var answer = await Over(line).Publish(access, Posts.Saying("Lost and found"), Posts.FreshKey(), CancellationToken.None);

        var live = Assert.IsType<PublishAnswer.Published>(answer).Post;
        Assert.Equal(live.Version, Assert.Single(await account.Records())["cid"]!.GetValue<string>());
    }

    [Fact]
    public async Task While_nobody_can_look_the_outcome_is_unknown_and_sending_again_makes_no_second_post()
    {
        var (account, access) = await Open();
        var (post, key) = (Posts.Saying("Live, but nobody knows"), Posts.FreshKey());
        using var line = new Line { LosesAnswer = (call, nth) => call is Put or Get && nth == 1 };
        var network = Over(line);

        var unknown = await network.Publish(access, post, key, CancellationToken.None);
        var found = await network.Find(access, key, CancellationToken.None);
        var again = await network.Publish(access, post, key, CancellationToken.None);

        Assert.IsType<PublishAnswer.Unknown>(unknown);
        Assert.Equal(found!.Version, Assert.IsType<PublishAnswer.Published>(again).Post.Version);
        Assert.Single(await account.Records());
    }

    [Fact]
    public async Task A_removal_whose_answer_was_lost_is_seen_to_be_done()
    {
        var (account, access) = await Open();
        var live = await Publish(access, "Soon gone");
        using var line = new Line { LosesAnswer = (call, _) => call == Delete };

        var answer = await Over(line).Remove(access, live.NativeId, CancellationToken.None);

        Assert.IsType<RemoveAnswer.Removed>(answer);
        Assert.Empty(await account.Records());
    }

    [Fact]
    public async Task A_session_is_opened_once_and_kept()
    {
        var (_, access) = await Open();
        using var line = new Line();
        var network = Over(line);

        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => network.Find(access, Posts.FreshKey(), CancellationToken.None)));

        Assert.Equal((1, 0, 5), (line.Calls(SignIn), line.Calls(Renew), line.Calls(Get)));
    }

    [Fact]
    public async Task A_token_that_has_run_out_is_renewed_once_however_many_calls_find_out()
    {
        var (account, access) = await Open();
        using var line = new Line();
        line.SpoilsToken = (call, _) => call == Delete && line.Calls(Renew) == 0;
        var network = Over(line);
        var posts = await Task.WhenAll(Enumerable.Range(0, 5).Select(i => Publish(access, $"Number {i}")));

        var answers = await Task.WhenAll(posts.Select(post => network.Remove(access, post.NativeId, CancellationToken.None)));

        Assert.All(answers, answer => Assert.IsType<RemoveAnswer.Removed>(answer));
        Assert.Empty(await account.Records());
        Assert.Equal((1, 1), (line.Calls(SignIn), line.Calls(Renew)));
    }

    [Fact]
    public async Task A_session_that_cannot_be_renewed_is_opened_anew()
    {
        var (account, access) = await Open();
        using var line = new Line { SpoilsToken = (call, nth) => call is Put or Renew && nth == 1 };

        var answer = await Over(line).Publish(access, Posts.Saying("After all"), Posts.FreshKey(), CancellationToken.None);

        Assert.IsType<PublishAnswer.Published>(answer);
        Assert.Equal((2, 1), (line.Calls(SignIn), line.Calls(Renew)));
        Assert.Single(await account.Records());
    }

    [Fact]
    public async Task Signing_in_as_somebody_else_than_the_channels_account_is_a_rejected_credential()
    {
        var (_, access) = await Open();
        var (other, otherAccess) = await Open("other");

        var mixed = access with { Identifier = other.Did, Secret = otherAccess.Secret };
        var answer = await Network.Publish(mixed, Posts.Saying("Not ours"), Posts.FreshKey(), CancellationToken.None);

        Assert.True(Assert.IsType<PublishAnswer.Refused>(answer).CredentialRejected);
        Assert.Empty(await other.Records());
    }

    private static BlueskyNetwork Over(Line line) => new(line.Client(), TimeProvider.System);
}
