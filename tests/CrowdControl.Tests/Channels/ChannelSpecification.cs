using CrowdControl.Domain;
using CrowdControl.Domain.Channels;

namespace CrowdControl.Tests.Channels;

public sealed class ChannelSpecification
{
    private static readonly DateTimeOffset Now = new(2026, 11, 25, 9, 0, 0, TimeSpan.Zero);
    private static readonly ChannelConnection Account = new(new Uri("https://pds.example"), "did:plc:one", Now);
    private static readonly Channel Registered = Done(Channel.Register(
        new TenantId("t"), new ChannelId("c"), "bluesky", " @wexmoor.test ", "Wexmoor", "News", new MemberId("elin")));

    [Fact]
    public void A_registered_channel_publishes_nothing_before_it_is_connected()
    {
        var connected = Done(Registered.Connect(Account, "wexmoor.test"));

        Assert.Equal((ChannelStatus.Registered, "wexmoor.test"), (Registered.Status, Registered.Handle));
        Assert.NotNull(Registered.Halt);
        Assert.Null(connected.Halt);
    }

    [Theory]
    [InlineData("", "Wexmoor", "News", "handle")]
    [InlineData("two words", "Wexmoor", "News", "handle")]
    [InlineData("wexmoor.test", " ", "News", "displayName")]
    [InlineData("wexmoor.test", "Wexmoor", "", "purpose")]
    public void A_registration_names_the_field_that_is_wrong(string handle, string name, string purpose, string field)
    {
        var outcome = Channel.Register(new TenantId("t"), new ChannelId("c"), "bluesky", handle, name, purpose, new MemberId("elin"));

        Assert.Equal([field], Assert.IsType<Refusal.Invalid>(Refused(outcome)).Fields.Keys);
    }

    [Fact]
    public void A_channel_stays_with_its_account_whatever_the_account_calls_itself()
    {
        var connected = Done(Registered.Connect(Account, "wexmoor.test"));

        var renamed = Done(connected.Connect(Account with { ConnectedAt = Now.AddDays(1) }, "wexmoor.police.example"));

        Assert.Equal("wexmoor.police.example", renamed.Handle);
        Assert.IsType<AnotherAccount>(Refused(connected.Connect(Account with { AccountId = "did:plc:two" }, "wexmoor.test")));
    }

    [Fact]
    public void Lifting_one_block_never_lifts_another()
    {
        var paused = Done(Done(Registered.Connect(Account, "wexmoor.test")).Pause("Purdah"));
        var rejected = paused.Reject("The password was withdrawn.", Account.ConnectedAt);

        var again = Done(rejected.Connect(Account with { ConnectedAt = Now.AddDays(1) }, "wexmoor.test"));

        Assert.Equal(
            [ChannelStatus.Paused, ChannelStatus.ReAuthRequired, ChannelStatus.ReAuthRequired, ChannelStatus.Paused, ChannelStatus.Active],
            [paused.Status, rejected.Status, Done(rejected.Resume()).Status, again.Status, Done(again.Resume()).Status]);
    }

    [Fact]
    public void What_was_found_with_an_older_connection_stops_nothing()
    {
        var again = Done(Registered.Connect(Account with { ConnectedAt = Now.AddDays(1) }, "wexmoor.test"));

        Assert.Equal(again, again.Reject("The password was withdrawn.", Now));
        Assert.Equal(Registered, Registered.Reject("The password was withdrawn.", null));
    }

    [Fact]
    public void A_pause_keeps_the_first_reason()
    {
        var paused = Done(Done(Registered.Connect(Account, "wexmoor.test")).Pause("Purdah"));

        Assert.Equal("Purdah", Done(paused.Pause("Something else")).Paused);
        Assert.IsType<Refusal.WrongState>(Refused(Registered.Pause("Purdah")));
    }

    private static Channel Done(Outcome<Channel> outcome) => Assert.IsType<Outcome<Channel>.Done>(outcome).Value;

    private static Refusal Refused(Outcome<Channel> outcome) => Assert.IsType<Outcome<Channel>.Refused>(outcome).Why;
}
