using Azure;
using Azure.Core;
using Azure.Identity;
using CrowdControl.Domain;
using CrowdControl.Functions.Channels;
using CrowdControl.Functions.Hosting.Vault;
using CrowdControl.Functions.Networks;
using CrowdControl.LocalRuntime.Neighbours.KeyVault;
using Microsoft.Extensions.Configuration;

namespace CrowdControl.Tests.Channels;

public sealed class ChannelVaultTests : IAsyncLifetime
{
    private static readonly TenantId Tenant = new("wexmoor");
    private readonly string _directory = Directory.CreateTempSubdirectory("vault").FullName;
    private VaultServer _server = null!;

    public async Task InitializeAsync() => _server = await VaultServer.Start(_directory, 0, default);

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }

    [Fact]
    public async Task What_is_kept_is_given_back_for_its_channel_and_for_no_other()
    {
        var vault = Vault(await VaultToken.Of(_server));
        var access = Access("one", "p\"ä\\ss 🔑");

        await vault.Keep(Tenant, new ChannelId("one"), access, default);

        Assert.Equal(access, await vault.Get(Tenant, new ChannelId("one"), default));
        Assert.Null(await vault.Get(Tenant, new ChannelId("two"), default));
        Assert.Null(await vault.Get(new TenantId("other"), new ChannelId("one"), default));
    }

    [Fact]
    public async Task A_token_that_the_vault_does_not_take_is_a_fault_and_not_an_empty_vault()
    {
        var vault = Vault(VaultToken.Saying("somebody-elses"));

        var refused = await Assert.ThrowsAsync<RequestFailedException>(() => vault.Get(Tenant, new ChannelId("one"), default));

        Assert.Equal(401, refused.Status);
    }

    [Theory]
    [InlineData("a.b", "c", "a", "b.c")]
    [InlineData("a", "b-c", "a-b", "c")]
    [InlineData("a", "B", "a", "b")]
    [InlineData("a", "xb", "a", "b")]
    public void Two_channels_never_share_a_name_even_where_the_vault_tells_no_capitals(string tenant, string channel, string otherTenant, string otherChannel)
    {
        var one = ChannelVault.NameOf(new TenantId(tenant), new ChannelId(channel));
        var other = ChannelVault.NameOf(new TenantId(otherTenant), new ChannelId(otherChannel));

        Assert.Matches("^[0-9a-z-]{1,127}$", one);
        Assert.NotEqual(one, other, StringComparer.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("vault")]
    [InlineData("http://vault.example/")]
    [InlineData("ftp://vault.example/")]
    public void An_address_that_would_give_secrets_away_is_refused_at_start(string? url)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Vault:Url", url)]).Build();

        var wrong = Assert.Throws<InvalidOperationException>(() => VaultSettings.Read(configuration));

        Assert.Contains("Vault__Url", wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_managed_identity_of_the_machine_opens_the_vault()
    {
        using var setting = new IdentityEndpoint(_server.IdentityEndpoint);
        var vault = Vault(new ManagedIdentityCredential(ManagedIdentityId.SystemAssigned));

        await vault.Keep(Tenant, new ChannelId("one"), Access("one", "secret"), default);

        Assert.Equal("secret", (await vault.Get(Tenant, new ChannelId("one"), default))!.Secret);
    }

    private static NetworkAccess Access(string channel, string secret) => new(channel, new Uri("https://pds.example/"), "did:plc:one", "wexmoor.test", secret);

    private ChannelVault Vault(TokenCredential identity) =>
        new(new VaultClient(new VaultSettings(_server.Address), identity, TimeProvider.System));

    /// <summary>As App Service sets it for the process; read when a token is first asked for.</summary>
    private sealed class IdentityEndpoint : IDisposable
    {
        public IdentityEndpoint(Uri address)
        {
            Environment.SetEnvironmentVariable("IDENTITY_ENDPOINT", address.ToString());
            Environment.SetEnvironmentVariable("IDENTITY_HEADER", VaultServer.IdentityHeader);
        }

        public void Dispose()
        {
            Environment.SetEnvironmentVariable("IDENTITY_ENDPOINT", null);
            Environment.SetEnvironmentVariable("IDENTITY_HEADER", null);
        }
    }
}
