using System.Text.Json.Nodes;

namespace CrowdControl.LocalRuntime.Tests.Network;

public sealed class BlobTests
{
    private static readonly byte[] Png = Convert.FromBase64String(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    [Fact]
    public async Task A_file_is_what_its_bytes_say_and_has_the_real_networks_CID()
    {
        await using var network = await NetworkUnderTest.Start();
        var alice = await network.Join("alice");

        var (_, uploaded) = await alice.Upload(Png, "image/jpeg");

        Assert.Equal("image/png", uploaded["blob"]!["mimeType"]!.GetValue<string>());
        Assert.Equal("bafkreidlp6sdj6jkroakvmbntpy2clsj77foijheae5byt3iwz7d2k542a", uploaded["blob"]!["ref"]!["$link"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_file_is_public_once_a_post_shows_it_and_no_longer_when_the_post_is_gone()
    {
        await using var network = await NetworkUnderTest.Start();
        var alice = await network.Join("alice");
        var blob = (await alice.Upload(Png, "image/png")).Body["blob"]!;
        var address = $"xrpc/com.atproto.sync.getBlob?did={alice.Did}&cid={blob["ref"]!["$link"]}";

        using var before = await network.Http.GetAsync(address);
        var made = await alice.Say("look", Images(blob));
        var shown = await network.Http.GetByteArrayAsync(address);
        var view = await alice.Read($"app.bsky.feed.getPosts?uris={made["uri"]}");
        var image = view["posts"]![0]!["embed"]!["images"]![0]!;
        var inBrowser = await network.Http.GetByteArrayAsync(image["fullsize"]!.GetValue<string>());
        await alice.Delete(made);
        using var after = await network.Http.GetAsync(address);

        Assert.Equal(400, (int)before.StatusCode);
        Assert.Equal(Png, shown);
        Assert.Equal(Png, inBrowser);
        Assert.Equal("an image", image["alt"]!.GetValue<string>());
        Assert.Equal(400, (int)after.StatusCode);
    }

    [Fact]
    public async Task Five_images_one_too_large_and_one_that_is_no_image_are_refused()
    {
        await using var network = await NetworkUnderTest.Start();
        var alice = await network.Join("alice");
        var small = (await alice.Upload(Png, "image/png")).Body["blob"]!;
        var large = (await alice.Upload([.. Png, .. new byte[1_000_000]], "image/png")).Body["blob"]!;
        var text = (await alice.Upload("hello"u8.ToArray(), "text/plain")).Body["blob"]!;

        var five = await alice.Create(Member.PostOf("x", Images(small, small, small, small, small)));
        var tooLarge = await alice.Create(Member.PostOf("x", Images(large)));
        var noImage = await alice.Create(Member.PostOf("x", Images(text)));

        Assert.EndsWith("array too big (maximum 4, got 5) at $.record.embed.images", five.Body["message"]!.GetValue<string>());
        Assert.EndsWith("blob too big (maximum 1000000, got 1000070) at $.record.embed.images[0].image", tooLarge.Body["message"]!.GetValue<string>());
        Assert.EndsWith("Expected \"image/*\" (got \"text/plain\") at $.record.embed.images[0].image.mimeType", noImage.Body["message"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_file_that_belongs_to_another_or_is_described_wrongly_is_refused()
    {
        await using var network = await NetworkUnderTest.Start();
        var (alice, bob) = (await network.Join("alice"), await network.Join("bobby"));
        var blob = (await alice.Upload(Png, "image/png")).Body["blob"]!;
        var wrong = blob.DeepClone();
        wrong["size"] = 71;

        var another = await bob.Create(Member.PostOf("x", Images(blob)));
        var described = await alice.Create(Member.PostOf("x", Images(wrong)));

        Assert.Equal((400, "BlobNotFound"), (another.Status, another.Body["error"]!.GetValue<string>()));
        Assert.Equal((400, "InvalidSize"), (described.Status, described.Body["error"]!.GetValue<string>()));
    }

    [Fact]
    public async Task A_file_over_5_MB_is_413()
    {
        await using var network = await NetworkUnderTest.Start();
        var alice = await network.Join("alice");

        var answer = await alice.Upload(new byte[6_000_000], "image/png");

        Assert.Equal((413, "PayloadTooLarge"), (answer.Status, answer.Body["error"]!.GetValue<string>()));
    }

    private static JsonObject Images(params JsonNode[] blobs) => new()
    {
        ["embed"] = new JsonObject
        {
            ["$type"] = "app.bsky.embed.images",
            ["images"] = new JsonArray([.. blobs.Select(blob => new JsonObject { ["image"] = blob.DeepClone(), ["alt"] = "an image" })]),
        },
    };
}
