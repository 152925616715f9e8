using CrowdControl.Functions.Networks;

namespace CrowdControl.Tests.Networks.Bluesky;

public sealed class PublishingOnBlueskysOwnServers : PublishingContract
{
    private protected override async Task<Uri> Server() => (await BlueskyServers.Shared).Pds;

    private protected override async Task<NetworkAccess> AccessTo(NetworkAccount account) =>
        account.Access with { Secret = await account.AppPassword() };
}

public sealed class OnceOnlyOnBlueskysOwnServers : OnceOnlyContract
{
    private protected override async Task<Uri> Server() => (await BlueskyServers.Shared).Pds;
}

public sealed class ReadingOnBlueskysOwnServers : ReadingContract
{
    private protected override async Task<Uri> Server() => (await BlueskyServers.Shared).Pds;
}

public sealed class LineToBlueskysOwnServers : LineContract
{
    private protected override async Task<Uri> Server() => (await BlueskyServers.Shared).Pds;
}
