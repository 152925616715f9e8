using System.Net;
using CrowdControl.Functions.Hosting;
using CrowdControl.Functions.Networks;
using CrowdControl.Functions.Networks.Bluesky;

namespace CrowdControl.Tests.Hosting;

public sealed class ServerAddressTests
{
    [Theory]
    [InlineData("https://bsky.social", true)]
    [InlineData("http://localhost:2583", true)]
    [InlineData("http://127.0.0.1:2583", true)]
    [InlineData("http://[::1]:2583", true)]
    [InlineData("http://bsky.social", false)]
    [InlineData("http://169.254.169.254/metadata", false)]
    [InlineData("https://user:secret@bsky.social", false)]
    [InlineData("ftp://bsky.social", false)]
    [InlineData("file:///etc/passwd", false)]
    public void A_server_is_called_by_https_or_on_this_machine(string address, bool allowed) =>
        Assert.Equal(allowed, ServerAddress.Allowed(new Uri(address)));

    [Theory]
    [InlineData("https://bsky.social", "http://localhost:7071", false)]
    [InlineData("https://bsky.social", "https://127.0.0.1", false)]
    [InlineData("https://bsky.social", "https://morel.host.bsky.network", true)]
    [InlineData("http://localhost:2583", "http://localhost:2584", true)]
    public void The_outside_never_sends_us_to_this_machine(string from, string next, bool allowed) =>
        Assert.Equal(allowed, ServerAddress.AllowedFrom(new Uri(from), new Uri(next)));

    [Theory]
    [InlineData("8.8.8.8", true)]
    [InlineData("2606:4700::1111", true)]
    [InlineData("10.1.2.3", false)]
    [InlineData("172.31.0.1", false)]
    [InlineData("192.168.1.1", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("100.100.100.200", false)]
    [InlineData("127.0.0.1", false)]
    [InlineData("0.0.0.0", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("::1", false)]
    [InlineData("::ffff:10.0.0.1", false)]
    [InlineData("fd00::1", false)]
    [InlineData("fe80::1", false)]
    [InlineData("64:ff9b::a00:1", false)]
    [InlineData("2002:a00:1::", false)]
    public void Only_public_addresses_are_outside(string address, bool isPublic) =>
        Assert.Equal(isPublic, ServerAddress.Public(IPAddress.Parse(address)));

    [Theory]
    [InlineData("http://bsky.social/")]
    [InlineData("https://10.0.0.1/")]
    [InlineData("https://[::ffff:169.254.169.254]/")]
    public async Task Connecting_to_an_address_inside_is_a_fault_and_no_call(string address)
    {
        var network = new BlueskyNetwork(OutwardClient.Create(), TimeProvider.System);

        var fault = await Assert.ThrowsAsync<NetworkException>(() =>
            network.Connect(new ConnectionRequest(new Uri(address), "desk.test", "secret"), CancellationToken.None));

        Assert.Contains(fault.Fault, new[] { NetworkFault.Refused, NetworkFault.Unreachable });
    }
}
