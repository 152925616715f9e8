using System.Net;

namespace CrowdControl.Functions.Hosting;

/// <summary>Which addresses typed by people, or named by a network, this app may call at all.</summary>
/// <remarks>Closed by default: whoever may connect a channel must not be able to make the app knock at doors inside its own network.</remarks>
internal static class ServerAddress
{
    private static readonly IPNetwork GlobalV6 = IPNetwork.Parse("2000::/3");

    // IANA's special-purpose registries: what is not one public host.
    private static readonly IPNetwork[] NotPublic = [.. new[]
    {
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
        "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/3", "2001::/23", "2001:db8::/32", "2002::/16",
    }.Select(IPNetwork.Parse)];

    /// <summary>https anywhere; http only for a server on this very machine, where a local run has its networks.</summary>
    public static bool Allowed(Uri address) =>
        address.IsAbsoluteUri && address.UserInfo.Length == 0
        && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback));

    /// <summary>A server reached by name may send us on, but never from the outside to this machine.</summary>
    public static bool AllowedFrom(Uri from, Uri next) => Allowed(next) && (!next.IsLoopback || from.IsLoopback);

    public static bool Public(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        if (address.GetAddressBytes().Length == 16 && !GlobalV6.Contains(address)) return false;
        return !NotPublic.Any(network => network.BaseAddress.AddressFamily == address.AddressFamily && network.Contains(address));
    }
}
