using Azure.Core;
using Azure.Data.Tables;
using Azure.Identity;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using Microsoft.Extensions.Configuration;

namespace CrowdControl.Functions.Hosting;

/// <summary>Clients of the app's storage account: by managed identity (<c>Storage__blobServiceUri</c> and its siblings), or on one
/// machine by the connection string in <c>Storage</c>.</summary>
public sealed class StorageClients
{
    private readonly string? _connection;
    private readonly IConfigurationSection _section;
    private readonly TokenCredential _credential;

    /// <exception cref="InvalidOperationException">A setting is missing or makes no sense; the message names it.</exception>
    public StorageClients(IConfiguration configuration, TokenCredential credential)
    {
        (_section, _credential) = (configuration.GetSection("Storage"), credential);
        _connection = _section.Value;
        Blobs = _connection is null ? new BlobServiceClient(Address("blob"), credential) : new BlobServiceClient(_connection);
        Tables = _connection is null ? new TableServiceClient(Address("table"), credential) : new TableServiceClient(_connection);
    }

    public BlobServiceClient Blobs { get; }

    public TableServiceClient Tables { get; }

    /// <summary>A container whose client never retries by itself: the audit log has to know of every answer.</summary>
    public BlobContainerClient Unretried(string container)
    {
        var options = new BlobClientOptions { Retry = { MaxRetries = 0 } };
        return (_connection is null
            ? new BlobServiceClient(Address("blob"), _credential, options)
            : new BlobServiceClient(_connection, options)).GetBlobContainerClient(container);
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
