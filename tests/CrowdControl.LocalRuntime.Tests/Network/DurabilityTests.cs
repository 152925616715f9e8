using System.Collections.Concurrent;
using CrowdControl.LocalRuntime.Neighbours.Network;
using CrowdControl.LocalRuntime.Servers;

namespace CrowdControl.LocalRuntime.Tests.Network;

public sealed class DurabilityTests
{
    [Fact]
    public async Task Killed_in_the_middle_of_a_burst_it_still_has_all_that_it_acknowledged()
    {
        var folder = Directory.CreateTempSubdirectory("crowdcontrol-network-");
        var acknowledged = new ConcurrentBag<string>();
        var port = Ports.Free().Network;
        var server = await Child(port, folder.FullName);
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}/") };
        var alice = await Member.Join(http, "alice", "invented");

        var writing = Enumerable.Range(0, 4).Select(_ => SayUntilItDies(alice, acknowledged)).ToArray();
        while (acknowledged.Count < 200) await Task.Delay(5);
        await server.Kill();
        await Task.WhenAll(writing);
        await server.DisposeAsync();
        var again = await Child(port, folder.FullName);
        var missing = new List<string>();
        foreach (var uri in acknowledged.Chunk(25))
        {
            var found = (await alice.Read($"app.bsky.feed.getPosts?{string.Join('&', uri.Select(one => "uris=" + one))}"))["posts"]!.AsArray();
            missing.AddRange(uri.Except(found.Select(post => post!["uri"]!.GetValue<string>())));
        }

        Assert.Empty(missing);
        await again.DisposeAsync();
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_line_cut_short_is_dropped_and_the_next_one_is_whole()
    {
        await using var network = await NetworkUnderTest.Start();
        var alice = await network.Join("alice");
        await alice.Say("before");
        await network.Restart();
        var journal = Path.Combine(network.Folder, "journal.jsonl");
        await using (var file = new FileStream(journal, FileMode.Append, FileAccess.Write, FileShare.ReadWrite))
            await file.WriteAsync("{\"happened\":\"record-wri"u8.ToArray());

        await network.Restart();
        var back = await SignedIn(network);
        await back.Say("after");
        await network.Restart();
        var feed = (await (await SignedIn(network)).Read("app.bsky.feed.getAuthorFeed?actor=alice.test"))["feed"]!.AsArray();

        Assert.Equal(2, feed.Count);
    }

    [Fact]
    public async Task Sessions_passwords_and_what_was_deleted_outlive_a_restart()
    {
        await using var network = await NetworkUnderTest.Start();
        var alice = await network.Join("alice");
        var kept = await alice.Say("kept");
        await alice.Delete(await alice.Say("deleted"));

        await network.Restart();
        var renewed = await network.Post("com.atproto.server.refreshSession", null, alice.Refresh);
        var session = await network.Get("xrpc/com.atproto.server.getSession", alice.Access);
        var list = await network.Get("xrpc/com.atproto.repo.listRecords?repo=alice.test&collection=app.bsky.feed.post");

        Assert.Equal((200, 200), (renewed.Status, session.Status));
        Assert.Equal(kept["uri"]!.GetValue<string>(), Assert.Single(list.Body["records"]!.AsArray())!["uri"]!.GetValue<string>());
    }

    private static async Task<Member> SignedIn(NetworkUnderTest network)
    {
        var session = await network.Post(
            "com.atproto.server.createSession", new System.Text.Json.Nodes.JsonObject { ["identifier"] = "alice.test", ["password"] = "invented" });
        return new Member(network.Http, session.Body);
    }

    private static async Task SayUntilItDies(Member member, ConcurrentBag<string> acknowledged)
    {
        try
        {
            while (true) acknowledged.Add((await member.Say("one of many"))["uri"]!.GetValue<string>());
        }
        catch (HttpRequestException)
        {
            // The server was killed, as this test means it to be.
        }
    }

    private static async Task<ChildServer> Child(int port, string folder)
    {
        var server = ChildServer.Start(
            "network", Path.Combine(folder, "logs"), "dotnet",
            [typeof(NetworkServer).Assembly.Location, "network", "--port", $"{port}", "--data", folder]);
        using var http = new HttpClient();
        await server.Ready(async token =>
        {
            try
            {
                using var answer = await http.GetAsync($"http://127.0.0.1:{port}/xrpc/_health", token);
                return answer.IsSuccessStatusCode;
            }
            catch (HttpRequestException)
            {
                return false;
            }
        }, TimeSpan.FromSeconds(60), CancellationToken.None);
        return server;
    }
}
