using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using CrowdControl.Functions.Networks;
using CrowdControl.Tests.Publishing.Pictures;

namespace CrowdControl.Tests.Networks.Bluesky;

public abstract class PublishingContract : BlueskyContract
{
    [Fact]
    public async Task Connecting_says_whose_account_it_is()
    {
        var (account, access) = await Open();

        var typed = new ConnectionRequest(access.Server, "@" + account.Handle, access.Secret);
        var connected = await Network.Connect(typed, CancellationToken.None);
        var live = await Publish(connected.Access with { Channel = "a channel" }, "Connected.");

        Assert.Equal((account.Did, account.Handle, access.Server), (connected.AccountId, connected.Handle, connected.Server));
        Assert.StartsWith($"at://{account.Did}/", live.NativeId);
    }

    [Fact]
    public async Task A_wrong_password_is_a_rejected_credential()
    {
        var (account, access) = await Open();
        var wrong = access with { Secret = "not it" };

        var fault = await Assert.ThrowsAsync<NetworkException>(() =>
            Network.Connect(new ConnectionRequest(access.Server, account.Handle, wrong.Secret), CancellationToken.None));
        var answer = await Network.Publish(wrong, Posts.Saying("Never sent"), Posts.FreshKey(), CancellationToken.None);

        Assert.Equal(NetworkFault.CredentialRejected, fault.Fault);
        Assert.True(Assert.IsType<PublishAnswer.Refused>(answer).CredentialRejected);
    }

    [Fact]
    public async Task A_post_is_live_as_it_was_written()
    {
        var (account, access) = await Open();
        var post = Posts.Saying("Ffordd ar gau. Road closed.\nDiolch 👮🏽‍♀️", languages: ["cy", "en-GB"]);

        var live = await Publish(access, post);

        var record = Assert.Single(await account.Records());
        Assert.Equal((live.NativeId, live.Version), (Text(record["uri"]), Text(record["cid"])));
        Assert.Equal(post.Content.Text, Text(record["value"]!["text"]));
        Assert.Equal(["cy", "en-GB"], record["value"]!["langs"]!.AsArray().Select(Text));
        Assert.Equal(
            post.CreatedAt.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture), Text(record["value"]!["createdAt"]));
        Assert.Equal($"/profile/{account.Did}/post/{live.NativeId.Split('/')[^1]}", live.PublicAddress.AbsolutePath);
    }

    [Fact]
    public async Task Links_mentions_and_tags_become_facets_and_a_name_that_nobody_has_stays_text()
    {
        var (account, access) = await Open();
        var (asked, _) = await Open("asked");
        var text = $"👮‍♀️ Wexmoor é: (https://example.org/a?b=c). @{asked.Handle} @nobody-at-all.test #Storm🌩️ 東京";

        await Publish(access, text);

        var record = Assert.Single(await account.Records())["value"]!;
        var bytes = Encoding.UTF8.GetBytes(text);
        var facets = record["facets"]!.AsArray().Select(facet => (
            Encoding.UTF8.GetString(bytes[facet!["index"]!["byteStart"]!.GetValue<int>()..facet["index"]!["byteEnd"]!.GetValue<int>()]),
            Text(facet["features"]![0]!["uri"] ?? facet["features"]![0]!["did"] ?? facet["features"]![0]!["tag"])));
        Assert.Equal(
            [("https://example.org/a?b=c", "https://example.org/a?b=c"), ($"@{asked.Handle}", asked.Did), ("#Storm🌩️", "Storm🌩️")],
            facets);
    }

    [Fact]
    public async Task Four_images_are_live_in_order_with_their_words_and_shapes()
    {
        var (account, access) = await Open();
        OutgoingImage[] images =
        [
            new(SamplePictures.Png(40, 30, "one"), "image/png", "A road sign", 40, 30),
            new(SamplePictures.Jpeg(30, 40, "two", 1), "image/jpeg", "", 30, 40),
            new(SamplePictures.WebP(16, 16, "three"), "image/webp", "Llun o'r gamlas", 16, 16),
            new(SamplePictures.Gif(8, 9), "image/gif", "A dog 🐕", 8, 9),
        ];

        await Publish(access, Posts.Saying("Four images", images: images));

        var embed = Assert.Single(await account.Records())["value"]!["embed"]!;
        Assert.Equal("app.bsky.embed.images", Text(embed["$type"]));
        Assert.Equal(
            images.Select(image => (image.AltText, image.Width, image.Height, image.Bytes.Length)),
            embed["images"]!.AsArray().Select(image => (Text(image!["alt"]), image["aspectRatio"]!["width"]!.GetValue<int>(),
                image["aspectRatio"]!["height"]!.GetValue<int>(), image["image"]!["size"]!.GetValue<int>())));
    }

    [Fact]
    public async Task A_reply_to_a_reply_names_its_parent_and_the_root_of_the_conversation()
    {
        var (_, asking) = await Open("asking");
        var (account, access) = await Open();
        var root = await Publish(asking, "Is the bridge open?");
        var first = await Publish(asking, "Anybody?", replyTo: root.Reference());

        await Publish(access, "It is.", replyTo: first.Reference());

        var reply = Assert.Single(await account.Records())["value"]!["reply"]!;
        Assert.Equal((root.NativeId, root.Version), (Text(reply["root"]!["uri"]), Text(reply["root"]!["cid"])));
        Assert.Equal((first.NativeId, first.Version), (Text(reply["parent"]!["uri"]), Text(reply["parent"]!["cid"])));
    }

    [Fact]
    public async Task A_quote_names_the_version_quoted_and_may_carry_images()
    {
        var (_, asking) = await Open("asking");
        var (account, access) = await Open();
        var quoted = await Publish(asking, "Found a purse at the station");
        var image = new OutgoingImage(SamplePictures.Png(4, 3, "purse"), "image/png", "A purse", 4, 3);

        await Publish(access, Posts.Saying("Is it yours?", quote: new(quoted.NativeId)));
        await Publish(access, Posts.Saying("With a picture", quote: quoted.Reference(), images: image));

        var embeds = (await account.Records()).Select(record => record["value"]!["embed"]!).ToDictionary(embed => Text(embed["$type"]));
        Assert.Equal((quoted.NativeId, quoted.Version), Strong(embeds["app.bsky.embed.record"]["record"]!));
        Assert.Equal((quoted.NativeId, quoted.Version), Strong(embeds["app.bsky.embed.recordWithMedia"]["record"]!["record"]!));
        Assert.Equal("A purse", Text(embeds["app.bsky.embed.recordWithMedia"]["media"]!["images"]![0]!["alt"]));
    }

    [Fact]
    public async Task A_reply_to_a_post_that_is_gone_is_refused()
    {
        var (account, access) = await Open();
        var gone = await Publish(access, "Soon gone");
        await Network.Remove(access, gone.NativeId, CancellationToken.None);

        var answer = await Network.Publish(access, Posts.Saying("Too late", gone.Reference()), Posts.FreshKey(), CancellationToken.None);

        Assert.False(Assert.IsType<PublishAnswer.Refused>(answer).CredentialRejected);
        Assert.Empty(await account.Records());
    }

    [Fact]
    public async Task Every_facet_that_we_find_is_one_that_the_network_takes()
    {
        var (account, access) = await Open();
        var texts = FacetsTests.Read().Select(one => one.Text).Where(text => text.Length > 0).ToArray();

        foreach (var text in texts) await Publish(access, text);

        Assert.Equal(texts.Order(), (await account.Records()).Select(record => Text(record["value"]!["text"])).Order());
    }

    private static (string Uri, string Cid) Strong(JsonNode reference) => (Text(reference["uri"]), Text(reference["cid"]));

    private static string Text(JsonNode? node) => node!.GetValue<string>();
}
