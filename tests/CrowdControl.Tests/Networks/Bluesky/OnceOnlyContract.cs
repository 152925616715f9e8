using CrowdControl.Functions.Networks;

namespace CrowdControl.Tests.Networks.Bluesky;

/// <summary>One publish key is one post, whatever happens in between.</summary>
public abstract class OnceOnlyContract : BlueskyContract
{
    [Fact]
    public async Task Publishing_again_under_the_same_key_answers_with_the_same_post()
    {
        var (account, access) = await Open();
        var (post, key) = (Posts.Saying("Once, #only"), Posts.FreshKey());

        var first = await Publish(access, post, key);
        var again = await Publish(access, post, key);

        Assert.Equal(first, again);
        Assert.Single(await account.Records());
    }

    [Fact]
    public async Task Publishing_at_the_same_instant_from_many_places_makes_one_post()
    {
        var (account, access) = await Open();
        var (post, key) = (Posts.Saying("Once for all"), Posts.FreshKey());

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Publish(access, post, key)));

        Assert.Single(answers.Distinct());
        Assert.Single(await account.Records());
    }

    [Fact]
    public async Task An_attempt_at_another_time_still_finds_the_first_post()
    {
        var (account, access) = await Open();
        var (post, key) = (Posts.Saying("The same words"), Posts.FreshKey());
        var first = await Publish(access, post, key);

        var again = await Publish(access, post with { CreatedAt = post.CreatedAt.AddMinutes(7) }, key);

        Assert.Equal((first.NativeId, first.Version), (again.NativeId, again.Version));
        Assert.Single(await account.Records());
    }

    [Fact]
    public async Task Other_words_under_a_taken_key_are_refused_and_change_nothing()
    {
        var (account, access) = await Open();
        var key = Posts.FreshKey();
        await Publish(access, Posts.Saying("The first words"), key);

        var answer = await Network.Publish(access, Posts.Saying("Other words"), key, CancellationToken.None);

        Assert.IsType<PublishAnswer.Refused>(answer);
        Assert.Equal("The first words", Assert.Single(await account.Records())["value"]!["text"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_post_is_found_by_its_key_while_it_is_live()
    {
        var (_, access) = await Open();
        var (post, key) = (Posts.Saying("Find me"), Posts.FreshKey());

        var before = await Network.Find(access, key, CancellationToken.None);
        var live = await Publish(access, post, key);
        var meanwhile = await Network.Find(access, key, CancellationToken.None);
        await Network.Remove(access, live.NativeId, CancellationToken.None);
        var after = await Network.Find(access, key, CancellationToken.None);

        Assert.Null(before);
        Assert.Equal((live.NativeId, live.Version, "Find me", live.PublicAddress),
            (meanwhile!.NativeId, meanwhile.Version, meanwhile.Text, meanwhile.PublicAddress));
        Assert.Equal(post.CreatedAt.ToUnixTimeMilliseconds(), meanwhile.CreatedAt.ToUnixTimeMilliseconds());
        Assert.Null(after);
    }

    [Fact]
    public async Task A_post_that_is_gone_already_counts_as_removed()
    {
        var (account, access) = await Open();
        var live = await Publish(access, "Soon gone");

        var removed = await Network.Remove(access, live.NativeId, CancellationToken.None);
        var again = await Network.Remove(access, live.NativeId, CancellationToken.None);

        Assert.IsType<RemoveAnswer.Removed>(removed);
        Assert.IsType<RemoveAnswer.Removed>(again);
        Assert.Empty(await account.Records());
    }

    [Fact]
    public async Task Nobody_removes_another_accounts_post()
    {
        var (theirs, asking) = await Open("asking");
        var (_, access) = await Open();
        var live = await Publish(asking, "Mine");

        var answer = await Network.Remove(access, live.NativeId, CancellationToken.None);

        Assert.IsType<RemoveAnswer.Refused>(answer);
        Assert.Single(await theirs.Records());
    }
}
