using CrowdControl.Functions.Networks;

namespace CrowdControl.Tests.Networks.Bluesky;

public sealed class PublishingOnTheInventedNetwork : PublishingContract
{
    private protected override Task<Uri> Server() => InventedNetwork.Shared;

    private protected override async Task<NetworkAccess> AccessTo(NetworkAccount account) =>
        account.Access with { Secret = await account.AppPassword() };
}

public sealed class OnceOnlyOnTheInventedNetwork : OnceOnlyContract
{
    private protected override Task<Uri> Server() => InventedNetwork.Shared;
}

public sealed class ReadingOnTheInventedNetwork : ReadingContract
{
    private protected override Task<Uri> Server() => InventedNetwork.Shared;
}

public sealed class LineToTheInventedNetwork : LineContract
{
    private protected override Task<Uri> Server() => InventedNetwork.Shared;
}
