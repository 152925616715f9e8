using Azure;
using Azure.Identity;
using Azure.Storage.Blobs;
using CrowdControl.LocalRuntime.Neighbours.Worm;
using CrowdControl.LocalRuntime.Servers;

namespace CrowdControl.Tests.AuditLog.Worm;

/// <summary>
/// Containers under immutability policies. Before the emulator, or on a real account, before each release: deploy
/// <c>infra/organisation.json</c> there with policies of one day, leave them unlocked, and run
/// <c>CROWDCONTROL_WORM_ACCOUNT=https://NAME.blob.core.windows.net/ CROWDCONTROL_WORM_ORGANISATION=ID ./test --filter WormContract</c>.
/// </summary>
internal sealed class WormPlace(TimeProvider? clock = null) : IAsyncLifetime
{
    public const string DueToPolicy = "BlobImmutableDueToPolicy";
    public const string DueToHold = "BlobImmutableDueToLegalHold";
    private static readonly string? Account = Environment.GetEnvironmentVariable("CROWDCONTROL_WORM_ACCOUNT");
    private readonly string _organisation = clock is null && Account is not null
        ? Environment.GetEnvironmentVariable("CROWDCONTROL_WORM_ORGANISATION")!
        : AzuriteStorage.FreshName("worm");

    private ProxiedStorage? _storage;

    public WormGate Gate => _storage!.Worm;

    public async Task InitializeAsync()
    {
        if (clock is not null || Account is null) _storage = await ProxiedStorage.Before(await AzuriteStorage.ConnectionString(), clock);
    }

    public async Task DisposeAsync()
    {
        if (_storage is not null) await _storage.DisposeAsync();
    }

    /// <summary>The container of a kind: journal, tiles, anchors, ev-routine, live.</summary>
    public async Task<BlobContainerClient> Container(string kind)
    {
        var options = new BlobClientOptions { Retry = { MaxRetries = 0 } };
        var service = _storage is null
            ? new BlobServiceClient(new Uri(Account!), new DefaultAzureCredential(), options)
            : new BlobServiceClient(_storage.ConnectionString, options);
        var container = service.GetBlobContainerClient($"audit-{kind}-{_organisation}");
        if (_storage is not null) await container.CreateIfNotExistsAsync();
        return container;
    }

    /// <summary>A name that was never used before.</summary>
    public static string Fresh(string folder) => $"log1/{folder}/{AzuriteStorage.FreshName("w")}-{Environment.TickCount64}";

    public static async Task<string> Text(BlobContainerClient container, string name) =>
        (await container.GetBlobClient(name).DownloadContentAsync()).Value.Content.ToString();

    /// <summary>The code of the refusal; empty where there was none.</summary>
    public static async Task<string> Code(Func<Task> call)
    {
        try
        {
            await call();
            return "";
        }
        catch (RequestFailedException refused)
        {
            return refused.ErrorCode ?? "";
        }
    }
}
