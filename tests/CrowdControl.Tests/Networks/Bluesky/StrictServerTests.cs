using CrowdControl.Functions.Hosting;
using CrowdControl.Functions.Networks;
using CrowdControl.Functions.Networks.Bluesky;

namespace CrowdControl.Tests.Networks.Bluesky;

/// <summary>A real PDS that counts its callers, as public ones do, and has no AppView to ask.</summary>
public sealed class StrictServerTests
{
    private readonly BlueskyNetwork _network = new(OutwardClient.Create(), TimeProvider.System);

    [Fact]
    public async Task Too_many_sign_ins_are_throttled_until_the_time_that_the_server_names()
    {
        var account = await NetworkAccount.Open((await BlueskyServers.Shared).StrictPds);
        var request = new ConnectionRequest(account.Access.Server, account.Handle, account.Password);
        var before = TimeProvider.System.GetUtcNow();

        var fault = await Assert.ThrowsAsync<NetworkException>(async () =>
        {
            for (var i = 0; i < 40; i++) await _network.Connect(request, CancellationToken.None);
        });
        // The server counts by what was typed, so the handle is throttled, and the account's id is not.
        var answer = await _network.Publish(
            account.Access with { Identifier = account.Handle }, Posts.Saying("Not now"), Posts.FreshKey(), CancellationToken.None);

        Assert.Equal(NetworkFault.Throttled, fault.Fault);
        Assert.InRange(fault.RetryAt!.Value, before, before.AddMinutes(6));
        Assert.Equal(fault.RetryAt, Assert.IsType<PublishAnswer.Throttled>(answer).RetryAt);
        Assert.Empty(await account.Records());
    }

    [Fact]
    public async Task A_server_whose_AppView_is_away_is_unreachable_for_reading_and_still_takes_posts()
    {
        var account = await NetworkAccount.Open((await BlueskyServers.Shared).StrictPds);

        var fault = await Assert.ThrowsAsync<NetworkException>(() => _network.Notifications(account.Access, null, CancellationToken.None));
        var answer = await _network.Publish(account.Access, Posts.Saying("All the same"), Posts.FreshKey(), CancellationToken.None);

        Assert.Equal(NetworkFault.Unreachable, fault.Fault);
        Assert.IsType<PublishAnswer.Published>(answer);
    }
}
