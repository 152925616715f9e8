using Azure.Core;
using Azure.Data.Tables;
using Azure.Identity;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using Microsoft.Extensions.Configuration;

namespace CrowdControl.Functions.Hosting;

/// <summary>Clients of the app's storage account: by managed identity (<c>Storage__blobServiceUri</c> and its siblings), or on one
/// machine by the connection string in <c>Storage</c>. The record may have an account of its own, in which the app deletes nothing and makes
/// no container: decision 8.</summary>
public sealed class StorageClients
{
    private readonly string? _connection;
    private readonly IConfigurationSection _section;
    private readonly TokenCredential _credential;
    private readonly Uri? _record;

    /// <exception cref="InvalidOperationException">A setting is missing or makes no sense; the message names it.</exception>
    public StorageClients(IConfiguration configuration, TokenCredential credential)
    {
        (_section, _credential) = (configuration.GetSection("Storage"), credential);
        _connection = _section.Value;
        _record = _connection is null ? configuration.OptionalAddress("Audit__BlobServiceUri", "https://ccrwexmoor.blob.core.windows.net/") : null;
        Blobs = _connection is null ? new BlobServiceClient(Address("blob"), credential) : new BlobServiceClient(_connection);
        Tables = _connection is null ? new TableServiceClient(Address("table"), credential) : new TableServiceClient(_connection);
    }

    public BlobServiceClient Blobs { get; }

    public TableServiceClient Tables { get; }

    /// <summary>A container of the record (<c>audit-...</c>), whose client never retries by itself: the audit log has to know of every
    /// answer. It is made where the record has no account of its own.</summary>
    /// <exception cref="InvalidOperationException">It is not there, and not ours to make: retention comes with it.</exception>
    public async Task<BlobContainerClient> OfRecord(string name, CancellationToken cancellation)
    {
        var options = new BlobClientOptions { Retry = { MaxRetries = 0 } };
        var service = _connection is null
            ? new BlobServiceClient(_record ?? Address("blob"), _credential, options)
            : new BlobServiceClient(_connection, options);
        var container = service.GetBlobContainerClient(name);
        if (_record is null) await container.CreateIfNotExistsAsync(cancellationToken: cancellation);
        else if (!await container.ExistsAsync(cancellation))
            throw new InvalidOperationException($"The container {name} is not there. The record's keepers make it, with its retention, by infra/organisation.json.");
        return container;
    }

    /// <summary>A queue in the encoding that host.json promises.</summary>
    public QueueClient Queue(string name)
    {
        var options = new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 };
        return (_connection is null
            ? new QueueServiceClient(Address("queue"), _credential, options)
            : new QueueServiceClient(_connection, options)).GetQueueClient(name);
    }

    /// <summary>Returns when tables and blobs answer; throws what an Azure client throws when one does not.</summary>
    public async Task Answer(CancellationToken cancellation)
    {
        await Tables.QueryAsync(maxPerPage: 1, cancellationToken: cancellation).AsPages().GetAsyncEnumerator(cancellation).MoveNextAsync();
        await Blobs.GetBlobContainersAsync(cancellationToken: cancellation).AsPages(pageSizeHint: 1).GetAsyncEnumerator(cancellation).MoveNextAsync();
    }

    private Uri Address(string service) => Uri.TryCreate(_section[$"{service}ServiceUri"], UriKind.Absolute, out var address)
        ? address
        : throw new InvalidOperationException(
            $"The setting Storage__{service}ServiceUri is missing or no address. Example: https://ccwexmoor.{service}.core.windows.net/");
}
