using Azure.Core;
using CrowdControl.Domain;
using CrowdControl.Domain.Access;
using CrowdControl.Domain.Channels;
using CrowdControl.Functions.Channels;
using CrowdControl.Functions.Hosting;
using CrowdControl.Functions.Hosting.Vault;
using CrowdControl.Functions.Networks;
using CrowdControl.Functions.Networks.Bluesky;
using CrowdControl.LocalRuntime.Neighbours.KeyVault;
using CrowdControl.Tests.Access;
using CrowdControl.Tests.Networks.Bluesky;

namespace CrowdControl.Tests.Channels;

/// <summary>Channels from the register to the vault, against a vault on this machine and a server that says what it is told.</summary>
public sealed class ConnectionDeskTests : IAsyncLifetime
{
    private static readonly KnownNetworks Networks = new([new BlueskyNetwork(OutwardClient.Create(), TimeProvider.System)]);
    private static readonly ChannelId Id = new("c-desk.test");
    private readonly string _directory = Directory.CreateTempSubdirectory("vault").FullName;
    private ScriptedServer _network = null!;
    private VaultServer _server = null!;
    private Force _force = null!;
    private int _intents;

    public async Task InitializeAsync()
    {
        (_server, _network) = (await VaultServer.Start(_directory, 0, default), new ScriptedServer());
        _force = await Force.Found();
        await _force.Channels.Add(ChannelTableTests.New(_force, "desk.test"), "f", default);
    }

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        await _network.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }

    [Fact]
    public async Task A_connected_channel_has_its_account_and_its_credential_and_the_record_says_so_before_and_after()
    {
        var view = Done(await Connect());

        var channel = (await _force.Channels.Get(_force.Tenant, Id, default))!.Channel;
        var access = await (await Register()).Access(channel, default);
        Assert.Equal((ChannelStatus.Active, ScriptedServer.Did), (view.Status, channel.Connection!.AccountId));
        Assert.Equal((ScriptedServer.Did, "secret"), (access!.AccountId, access.Secret));
        Assert.Equal(["Asked", "Done"], (await _force.Recorded()).Select(entry => entry.Split('/')[^1]));
    }

    [Theory]
    [InlineData(401, """{"error":"AuthenticationRequired","message":"Invalid identifier or password"}""", "identifier,secret")]
    [InlineData(502, "bad gateway", "server")]
    [InlineData(200, "<html>", "server")]
    public async Task A_sign_in_that_fails_names_the_field_and_changes_nothing(int status, string body, string fields)
    {
        _network.On("com.atproto.server.createSession", Reply.Json(status, body));

        var refused = Assert.IsType<Refusal.Invalid>(Refused(await Connect()));

        Assert.Equal(fields, string.Join(',', refused.Fields.Keys.Order()));
        Assert.Null((await _force.Channels.Get(_force.Tenant, Id, default))!.Channel.Connection);
        Assert.Equal(["Asked", "Refused"], (await _force.Recorded()).Select(entry => entry.Split('/')[^1]));
    }

    [Fact]
    public async Task Another_account_is_refused_and_the_credential_of_the_first_stays()
    {
        await Connect();
        _network.On("com.atproto.server.createSession", Reply.Json(200, """{"did":"did:plc:other","handle":"other.test","accessJwt":"a","refreshJwt":"r"}"""));

        var refused = Refused(await Connect("another"));

        var channel = (await _force.Channels.Get(_force.Tenant, Id, default))!.Channel;
        Assert.Equal(new AnotherAccount("other.test"), refused);
        Assert.Equal("secret", (await (await Register()).Access(channel, default))!.Secret);
    }

    [Fact]
    public async Task One_account_is_not_connected_to_two_channels()
    {
        await Connect();
        await _force.Channels.Add(ChannelTableTests.New(_force, "second.test"), "f", default);

        var refused = Refused(await Connect(channel: new ChannelId("c-second.test")));

        Assert.IsType<AccountTaken>(refused);
    }

    [Fact]
    public async Task A_rejected_credential_stops_the_channel_until_it_is_connected_again()
    {
        await Connect();
        var register = await Register();
        var before = (await register.Get(_force.Tenant, Id, default))!;

        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => register.CredentialRejected(before, "The password was withdrawn.", default)));
        var rejected = (await register.Get(_force.Tenant, Id, default))!;
        await Connect("new");
        await register.CredentialRejected(before, "The password was withdrawn.", default);

        Assert.Equal(ChannelStatus.ReAuthRequired, rejected.Status);
        Assert.Equal(ChannelStatus.Active, (await register.Get(_force.Tenant, Id, default))!.Status);
        Assert.Equal("new", (await register.Access((await register.Get(_force.Tenant, Id, default))!, default))!.Secret);
        Assert.Single(await _force.Recorded(), entry => entry.EndsWith("credential-rejected", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_channel_of_another_organisation_is_not_there()
    {
        var other = await (await Force.Found()).Call("elin");

        var outcomes = new[]
        {
            await Connect(caller: other),
            await Desk().Get(other, Id, default),
            await Pauses().Pause(other, Id, new ReasonRequest("Test"), default),
            await Pauses().Resume(other, Id, default),
        };

        Assert.All(outcomes, outcome => Assert.IsType<Refusal.NotFound>(Refused(outcome)));
        Assert.Empty(_network.Requests);
    }

    [Fact]
    public async Task A_channel_beyond_the_callers_scope_is_refused_and_says_what_is_missing()
    {
        await Connect();
        var beyond = await _force.Add("pat", new Grant(new GrantId("g"), Role.Publisher, Scope.Of([new ChannelId("c-other")]), null, null));
        var within = await _force.Add("pru", new Grant(new GrantId("g"), Role.Publisher, Scope.Of([Id]), null, null));

        var refused = Refused(await Pauses().Pause(beyond, Id, new ReasonRequest("Purdah"), default));
        var paused = Done(await Pauses().Pause(within, Id, new ReasonRequest("Purdah"), default));

        Assert.Contains("PauseChannels", Assert.IsType<Refusal.NotPermitted>(refused).Message, StringComparison.Ordinal);
        Assert.IsType<Refusal.NotPermitted>(Refused(await Desk().Get(beyond, Id, default)));
        Assert.Empty((await Desk().List(beyond, new Paging(null, 10), default)).Items);
        Assert.Equal(ChannelStatus.Paused, paused.Status);
    }

    [Fact]
    public async Task One_wish_registers_one_channel_and_its_owner_is_who_was_named()
    {
        var elin = await _force.Call("elin");
        var wish = new NewChannelRequest("bluesky", "@roads.test", "Roads", "Closures", null);

        var made = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Desk().Register(elin, new Intent("wish"), wish, default)));
        var reused = await Desk().Register(elin, new Intent("wish"), wish with { Purpose = "Dogs" }, default);
        var taken = await Desk().Register(elin, new Intent("other"), wish with { Handle = "ROADS.test" }, default);
        var nobody = await Desk().Register(elin, new Intent("third"), wish with { Handle = "dogs.test", Owner = "Somebody" }, default);

        Assert.Single(made.Select(one => Done(one).Id).Distinct());
        Assert.Equal(("elin", "roads.test", "bluesky"), (Done(made[0]).Owner, Done(made[0]).Handle, Done(made[0]).Network));
        Assert.IsType<Refusal.KeyReused>(Refused(reused));
        Assert.IsType<HandleTaken>(Refused(taken));
        Assert.Equal(["owner"], Assert.IsType<Refusal.Invalid>(Refused(nobody)).Fields.Keys);
    }

    private async Task<Outcome<ChannelView>> Connect(string secret = "secret", ChannelId? channel = null, Caller? caller = null) =>
        await new ConnectionDesk(_force.Channels, await Vault(), Window(), Networks, _force.Trail).Connect(
            caller ?? await _force.Call("elin"), new Intent($"{Interlocked.Increment(ref _intents)}"), channel ?? Id,
            new ConnectRequest(_network.Address.ToString(), "desk.test", secret), default);

    private async Task<ChannelRegister> Register() => new(
        _force.Channels, new ChannelAccess(await Vault(), TimeProvider.System), _force.Harvest, _force.Trail, TimeProvider.System);

    private ChannelDesk Desk() => new(_force.Channels, Window(), Networks, _force.Roster, _force.Trail);

    private PauseDesk Pauses() => new(_force.Channels, Window(), _force.Trail);

    private ChannelWindow Window() => new(Networks, _force.Harvest, _force.Roster);

    private async Task<ChannelVault> Vault() =>
        new(new VaultClient(new VaultSettings(_server.Address), await VaultToken.Of(_server), TimeProvider.System));

    private static ChannelView Done(Outcome<ChannelView> outcome) => Assert.IsType<Outcome<ChannelView>.Done>(outcome).Value;

    private static Refusal Refused(Outcome<ChannelView> outcome) => Assert.IsType<Outcome<ChannelView>.Refused>(outcome).Why;
}
