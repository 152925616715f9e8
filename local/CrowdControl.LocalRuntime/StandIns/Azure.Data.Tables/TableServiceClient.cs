#nullable disable
using System.Linq.Expressions;
using Azure.Core;
using Azure.Data.Tables.Filters;
using Azure.Data.Tables.Models;
using Azure.Data.Tables.Pipeline;
using Azure.Data.Tables.Queries;
using Azure.Data.Tables.Wire;

namespace Azure.Data.Tables;

/// <summary>An account's tables: lists, creates and deletes them, and hands out a client for one.</summary>
public class TableServiceClient
{
    private readonly TableTransport _transport;

    public TableServiceClient(string connectionString)
        : this(connectionString, null)
    {
    }

    public TableServiceClient(string connectionString, TableClientOptions options = null) =>
        _transport = new(TableEndpoint.From(connectionString, options));

    public TableServiceClient(Uri endpoint, TableClientOptions options = null) =>
        _transport = new(TableEndpoint.From(endpoint, options));

    public TableServiceClient(Uri endpoint, AzureSasCredential credential)
        : this(endpoint, credential, null)
    {
    }

    public TableServiceClient(Uri endpoint, AzureSasCredential credential, TableClientOptions options = null) =>
        _transport = new(TableEndpoint.From(endpoint, credential, options));

    public TableServiceClient(Uri endpoint, TableSharedKeyCredential credential)
        : this(endpoint, credential, null)
    {
    }

    public TableServiceClient(Uri endpoint, TableSharedKeyCredential credential, TableClientOptions options) =>
        _transport = new(TableEndpoint.From(endpoint, credential, options));

    public TableServiceClient(Uri endpoint, TokenCredential tokenCredential, TableClientOptions options = null) =>
        _transport = new(TableEndpoint.From(endpoint, tokenCredential, options));

    protected TableServiceClient()
    {
    }

    public virtual string AccountName => _transport.Endpoint.AccountName;

    public virtual Uri Uri => _transport.Endpoint.Uri;

    public static string CreateQueryFilter(FormattableString filter) => InterpolatedFilter.Create(filter);

    public static string CreateQueryFilter(Expression<Func<TableItem, bool>> filter) => LambdaFilter.Create(filter);

    public virtual TableClient GetTableClient(string tableName)
    {
        ArgumentNullException.ThrowIfNull(tableName);
        return new TableClient(_transport, tableName);
    }

    public virtual AsyncPageable<TableItem> QueryAsync(
        string filter = null, int? maxPerPage = null, CancellationToken cancellationToken = default) =>
        new TablePages<TableItem>(Source(filter, cancellationToken), maxPerPage, cancellationToken);

    public virtual Pageable<TableItem> Query(
        string filter = null, int? maxPerPage = null, CancellationToken cancellationToken = default) =>
        new SynchronousTablePages<TableItem>(Source(filter, cancellationToken), maxPerPage, cancellationToken);

    public virtual AsyncPageable<TableItem> QueryAsync(
        FormattableString filter, int? maxPerPage = null, CancellationToken cancellationToken = default) =>
        QueryAsync(CreateQueryFilter(filter), maxPerPage, cancellationToken);

    public virtual Pageable<TableItem> Query(
        FormattableString filter, int? maxPerPage = null, CancellationToken cancellationToken = default) =>
        Query(CreateQueryFilter(filter), maxPerPage, cancellationToken);

    public virtual AsyncPageable<TableItem> QueryAsync(
        Expression<Func<TableItem, bool>> filter,
        int? maxPerPage = null,
        CancellationToken cancellationToken = default) => QueryAsync(CreateQueryFilter(filter), maxPerPage, cancellationToken);

    public virtual Pageable<TableItem> Query(
        Expression<Func<TableItem, bool>> filter,
        int? maxPerPage = null,
        CancellationToken cancellationToken = default) => Query(CreateQueryFilter(filter), maxPerPage, cancellationToken);

    public virtual Task<Response<TableItem>> CreateTableAsync(
        string tableName, CancellationToken cancellationToken = default) =>
        TableLife.Create(_transport, tableName, true, cancellationToken).AsTask();

    public virtual Response<TableItem> CreateTable(string tableName, CancellationToken cancellationToken = default) =>
        TableTransport.Completed(TableLife.Create(_transport, tableName, false, cancellationToken));

    public virtual Task<Response<TableItem>> CreateTableIfNotExistsAsync(
        string tableName, CancellationToken cancellationToken = default) =>
        TableLife.CreateIfNotExists(_transport, tableName, true, cancellationToken).AsTask();

    public virtual Response<TableItem> CreateTableIfNotExists(
        string tableName, CancellationToken cancellationToken = default) =>
        TableTransport.Completed(TableLife.CreateIfNotExists(_transport, tableName, false, cancellationToken));

    public virtual Task<Response> DeleteTableAsync(string tableName, CancellationToken cancellationToken = default) =>
        TableLife.Delete(_transport, tableName, true, cancellationToken).AsTask();

    public virtual Response DeleteTable(string tableName, CancellationToken cancellationToken = default) =>
        TableTransport.Completed(TableLife.Delete(_transport, tableName, false, cancellationToken));

    private PageSource<TableItem> Source(string filter, CancellationToken cancellation) =>
        (continuation, size, async) => new TableQuery(_transport, filter).Fetch(continuation, size, async, cancellation);
}
