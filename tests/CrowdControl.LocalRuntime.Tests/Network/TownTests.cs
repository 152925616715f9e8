using CrowdControl.LocalRuntime.Servers;
using CrowdControl.LocalRuntime.Servers.Seeding;

namespace CrowdControl.LocalRuntime.Tests.Network;

public sealed class TownTests
{
    [Fact]
    public async Task The_invented_town_settles_here_and_each_of_its_lines_reaches_whom_it_is_for()
    {
        await using var network = await NetworkUnderTest.Start();
        var plan = new StackPlan(Ports.From(1) with { Network = network.Address.Port }, network.Folder, KeepData: false);
        var town = new Town(plan);

        await town.Found(DemoOrganisation.Read(), CancellationToken.None);
        await town.Talk(CancellationToken.None);
        await town.Found(DemoOrganisation.Read(), CancellationToken.None);

        foreach (var channel in DemoPublic.Read().Lines.GroupBy(line => line.To))
        {
            var account = new Member(network.Http, (await network.Post("com.atproto.server.createSession", new System.Text.Json.Nodes.JsonObject
            {
                ["identifier"] = channel.Key,
                ["password"] = Town.Password,
            })).Body);
            var told = await account.Read("app.bsky.notification.listNotifications?limit=100");
            Assert.Equal(channel.Count(), told["notifications"]!.AsArray().Count);
        }
    }
}
