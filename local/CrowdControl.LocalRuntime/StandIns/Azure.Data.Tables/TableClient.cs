#nullable disable
using System.Linq.Expressions;
using Azure.Core;
using Azure.Data.Tables.Filters;
using Azure.Data.Tables.Models;
using Azure.Data.Tables.Pipeline;
using Azure.Data.Tables.Wire;

namespace Azure.Data.Tables;

/// <summary>One table: its rows, queries over them, and transactions within one partition.</summary>
public partial class TableClient
{
    private readonly TableTransport _transport;
    private readonly EntityLife _entities;

    public TableClient(Uri endpoint, TableClientOptions options = null)
        : this(TableAddress.NameIn(endpoint, null), endpoint, at => TableEndpoint.From(at, options))
    {
    }

    public TableClient(Uri endpoint, AzureSasCredential credential, TableClientOptions options = null)
        : this(TableAddress.NameIn(endpoint, credential?.Signature), endpoint, at => TableEndpoint.From(at, credential, options))
    {
    }

    public TableClient(Uri endpoint, string tableName, TableSharedKeyCredential credential)
        : this(endpoint, tableName, credential, null)
    {
    }

    public TableClient(
        Uri endpoint, string tableName, TableSharedKeyCredential credential, TableClientOptions options = null)
        : this(tableName, endpoint, at => TableEndpoint.From(at, credential, options))
    {
    }

    public TableClient(
        Uri endpoint, string tableName, TokenCredential tokenCredential, TableClientOptions options = null)
        : this(tableName, endpoint, at => TableEndpoint.From(at, tokenCredential, options))
    {
    }

    public TableClient(string connectionString, string tableName)
        : this(connectionString, tableName, null)
    {
    }

    public TableClient(string connectionString, string tableName, TableClientOptions options = null)
        : this(new TableTransport(TableEndpoint.From(connectionString, options)), tableName)
    {
    }

    protected TableClient()
    {
    }

    internal TableClient(TableTransport transport, string tableName)
    {
        ArgumentException.ThrowIfNullOrEmpty(tableName);
        _transport = transport;
        Name = tableName;
        _entities = new(_transport, tableName);
    }

    private TableClient(string tableName, Uri endpoint, Func<Uri, TableEndpoint> from)
        : this(new TableTransport(from(TableAddress.Service(endpoint, tableName))), tableName)
    {
    }

    public virtual string Name { get; }

    public virtual string AccountName => _transport.Endpoint.AccountName;

    public virtual Uri Uri => new($"{_transport.Endpoint.Uri.AbsoluteUri.TrimEnd('/')}/{Name}");

    public static string CreateQueryFilter(FormattableString filter) => InterpolatedFilter.Create(filter);

    public static string CreateQueryFilter<T>(Expression<Func<T, bool>> filter) => LambdaFilter.Create(filter);

    public virtual Task<Response<TableItem>> CreateAsync(CancellationToken cancellationToken = default) =>
        TableLife.Create(_transport, Name, true, cancellationToken).AsTask();

    public virtual Response<TableItem> Create(CancellationToken cancellationToken = default) =>
        TableTransport.Completed(TableLife.Create(_transport, Name, false, cancellationToken));

    public virtual Task<Response<TableItem>> CreateIfNotExistsAsync(CancellationToken cancellationToken = default) =>
        TableLife.CreateIfNotExists(_transport, Name, true, cancellationToken).AsTask();

    public virtual Response<TableItem> CreateIfNotExists(CancellationToken cancellationToken = default) =>
        TableTransport.Completed(TableLife.CreateIfNotExists(_transport, Name, false, cancellationToken));

    public virtual Task<Response> DeleteAsync(CancellationToken cancellationToken = default) =>
        TableLife.Delete(_transport, Name, true, cancellationToken).AsTask();

    public virtual Response Delete(CancellationToken cancellationToken = default) =>
        TableTransport.Completed(TableLife.Delete(_transport, Name, false, cancellationToken));
}
