using CrowdControl.Domain;
using CrowdControl.Domain.Access;
using CrowdControl.Domain.Channels;
using CrowdControl.Functions.Channels;
using CrowdControl.Tests.Access;

namespace CrowdControl.Tests.Channels;

public sealed class ChannelTableTests
{
    [Fact]
    public async Task A_channel_is_listed_in_its_own_organisation_and_everywhere()
    {
        var (one, other) = (await Force.Found(), await Force.Found());
        var (table, channel) = (new ChannelTable(one.Tables), New(one, "wexmoor.test"));
        await table.Add(channel, "f", default);

        var everywhere = await table.Everywhere(default).Select(stored => stored.Channel).ToListAsync();

        Assert.Equal(channel, (await table.Get(one.Tenant, channel.Id, default))!.Channel);
        Assert.Equal([channel], await table.List(one.Tenant, default).Select(stored => stored.Channel).ToListAsync());
        Assert.Empty(await table.List(other.Tenant, default).ToListAsync());
        Assert.Contains(channel, everywhere);
    }

    [Fact]
    public async Task A_handle_is_registered_once_in_an_organisation_whatever_its_case()
    {
        var (one, other) = (await Force.Found(), await Force.Found());
        var table = new ChannelTable(one.Tables);
        await table.Add(New(one, "wexmoor.test"), "f", default);

        var again = await table.Add(New(one, "Wexmoor.TEST") with { Id = new ChannelId("second") }, "f", default);
        var elsewhere = await table.Add(New(other, "wexmoor.test"), "f", default);

        Assert.Equal(Written.HandleTaken, again);
        Assert.Equal(Written.Done, elsewhere);
    }

    internal static Channel New(Force force, string handle) => new(
        force.Tenant, new ChannelId($"c-{handle}"), "bluesky", handle, "Wexmoor", "News", new MemberId("elin"), null, null, null, false);
}
