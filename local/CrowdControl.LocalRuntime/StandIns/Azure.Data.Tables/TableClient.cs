#nullable disable
using System.Linq.Expressions;
using Azure.Core;
using Azure.Data.Tables.Filters;
using Azure.Data.Tables.Models;
using Azure.Data.Tables.Pipeline;
using Azure.Data.Tables.Queries;
using Azure.Data.Tables.Transactions;
using Azure.Data.Tables.Wire;

namespace Azure.Data.Tables;

/// <summary>One table: its rows, queries over them, and transactions within one partition.</summary>
public class TableClient
{
    private readonly TableTransport transport;
    private readonly EntityLife entities;

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
        this.transport = transport;
        Name = tableName;
        entities = new(transport, tableName);
    }

    private TableClient(string tableName, Uri endpoint, Func<Uri, TableEndpoint> from)
        : this(new TableTransport(from(TableAddress.Service(endpoint, tableName))), tableName)
    {
    }

    public virtual string Name { get; }

    public virtual string AccountName => transport.Endpoint.AccountName;

    public virtual Uri Uri => new($"{transport.Endpoint.Uri.AbsoluteUri.TrimEnd('/')}/{Name}");

    public static string CreateQueryFilter(FormattableString filter) => InterpolatedFilter.Create(filter);

    public static string CreateQueryFilter<T>(Expression<Func<T, bool>> filter) => LambdaFilter.Create(filter);

    public virtual Task<Response<TableItem>> CreateAsync(CancellationToken cancellationToken = default) =>
        TableLife.Create(transport, Name, true, cancellationToken).AsTask();

    public virtual Response<TableItem> Create(CancellationToken cancellationToken = default) =>
        TableTransport.Completed(TableLife.Create(transport, Name, false, cancellationToken));

    public virtual Task<Response<TableItem>> CreateIfNotExistsAsync(CancellationToken cancellationToken = default) =>
        TableLife.CreateIfNotExists(transport, Name, true, cancellationToken).AsTask();

    public virtual Response<TableItem> CreateIfNotExists(CancellationToken cancellationToken = default) =>
        TableTransport.Completed(TableLife.CreateIfNotExists(transport, Name, false, cancellationToken));

    public virtual Task<Response> DeleteAsync(CancellationToken cancellationToken = default) =>
        TableLife.Delete(transport, Name, true, cancellationToken).AsTask();

    public virtual Response Delete(CancellationToken cancellationToken = default) =>
        TableTransport.Completed(TableLife.Delete(transport, Name, false, cancellationToken));

    public virtual Task<Response> AddEntityAsync<T>(T entity, CancellationToken cancellationToken = default)
        where T : ITableEntity =>
        entities.Add(entity, true, cancellationToken).AsTask();

    public virtual Response AddEntity<T>(T entity, CancellationToken cancellationToken = default)
        where T : ITableEntity =>
        TableTransport.Completed(entities.Add(entity, false, cancellationToken));

    public virtual Task<Response<T>> GetEntityAsync<T>(
        string partitionKey,
        string rowKey,
        IEnumerable<string> select = null,
        CancellationToken cancellationToken = default)
        where T : class, ITableEntity =>
        entities.Get<T>(partitionKey, rowKey, select, true, cancellationToken).AsTask();

    public virtual Response<T> GetEntity<T>(
        string partitionKey,
        string rowKey,
        IEnumerable<string> select = null,
        CancellationToken cancellationToken = default)
        where T : class, ITableEntity =>
        TableTransport.Completed(entities.Get<T>(partitionKey, rowKey, select, false, cancellationToken));

    public virtual Task<NullableResponse<T>> GetEntityIfExistsAsync<T>(
        string partitionKey,
        string rowKey,
        IEnumerable<string> select = null,
        CancellationToken cancellationToken = default)
        where T : class, ITableEntity =>
        entities.GetIfExists<T>(partitionKey, rowKey, select, true, cancellationToken).AsTask();

    public virtual NullableResponse<T> GetEntityIfExists<T>(
        string partitionKey,
        string rowKey,
        IEnumerable<string> select = null,
        CancellationToken cancellationToken = default)
        where T : class, ITableEntity =>
        TableTransport.Completed(entities.GetIfExists<T>(partitionKey, rowKey, select, false, cancellationToken));

    public virtual Task<Response> UpsertEntityAsync<T>(
        T entity, TableUpdateMode mode = TableUpdateMode.Merge, CancellationToken cancellationToken = default)
        where T : ITableEntity =>
        entities.Upsert(entity, mode, true, cancellationToken).AsTask();

    public virtual Response UpsertEntity<T>(
        T entity, TableUpdateMode mode = TableUpdateMode.Merge, CancellationToken cancellationToken = default)
        where T : ITableEntity =>
        TableTransport.Completed(entities.Upsert(entity, mode, false, cancellationToken));

    public virtual Task<Response> UpdateEntityAsync<T>(
        T entity,
        ETag ifMatch,
        TableUpdateMode mode = TableUpdateMode.Merge,
        CancellationToken cancellationToken = default)
        where T : ITableEntity =>
        entities.Update(entity, ifMatch, mode, true, cancellationToken).AsTask();

    public virtual Response UpdateEntity<T>(
        T entity,
        ETag ifMatch,
        TableUpdateMode mode = TableUpdateMode.Merge,
        CancellationToken cancellationToken = default)
        where T : ITableEntity =>
        TableTransport.Completed(entities.Update(entity, ifMatch, mode, false, cancellationToken));

    public virtual Task<Response> DeleteEntityAsync(
        string partitionKey, string rowKey, ETag ifMatch = default, CancellationToken cancellationToken = default) =>
        entities.Delete(partitionKey, rowKey, ifMatch, true, cancellationToken).AsTask();

    public virtual Response DeleteEntity(
        string partitionKey, string rowKey, ETag ifMatch = default, CancellationToken cancellationToken = default) =>
        TableTransport.Completed(entities.Delete(partitionKey, rowKey, ifMatch, false, cancellationToken));

    public virtual Task<Response> DeleteEntityAsync(
        ITableEntity entity, ETag ifMatch = default, CancellationToken cancellationToken = default) =>
        DeleteEntityAsync(Given(entity).PartitionKey, entity.RowKey, ifMatch, cancellationToken);

    public virtual Response DeleteEntity(
        ITableEntity entity, ETag ifMatch = default, CancellationToken cancellationToken = default) =>
        DeleteEntity(Given(entity).PartitionKey, entity.RowKey, ifMatch, cancellationToken);

    public virtual AsyncPageable<T> QueryAsync<T>(
        Expression<Func<T, bool>> filter,
        int? maxPerPage = null,
        IEnumerable<string> select = null,
        CancellationToken cancellationToken = default)
        where T : class, ITableEntity =>
        QueryAsync<T>(CreateQueryFilter(filter), maxPerPage, select, cancellationToken);

    public virtual Pageable<T> Query<T>(
        Expression<Func<T, bool>> filter,
        int? maxPerPage = null,
        IEnumerable<string> select = null,
        CancellationToken cancellationToken = default)
        where T : class, ITableEntity =>
        Query<T>(CreateQueryFilter(filter), maxPerPage, select, cancellationToken);

    public virtual AsyncPageable<T> QueryAsync<T>(
        string filter = null,
        int? maxPerPage = null,
        IEnumerable<string> select = null,
        CancellationToken cancellationToken = default)
        where T : class, ITableEntity =>
        new TablePages<T>(Source<T>(filter, select, cancellationToken), maxPerPage, cancellationToken);

    public virtual Pageable<T> Query<T>(
        string filter = null,
        int? maxPerPage = null,
        IEnumerable<string> select = null,
        CancellationToken cancellationToken = default)
        where T : class, ITableEntity =>
        new SynchronousTablePages<T>(Source<T>(filter, select, cancellationToken), maxPerPage, cancellationToken);

    public virtual Task<Response<IReadOnlyList<Response>>> SubmitTransactionAsync(
        IEnumerable<TableTransactionAction> transactionActions, CancellationToken cancellationToken = default) =>
        Transaction.Submit(transport, Name, transactionActions, true, cancellationToken).AsTask();

    public virtual Response<IReadOnlyList<Response>> SubmitTransaction(
        IEnumerable<TableTransactionAction> transactionActions, CancellationToken cancellationToken = default) =>
        TableTransport.Completed(Transaction.Submit(transport, Name, transactionActions, false, cancellationToken));

    private static ITableEntity Given(ITableEntity entity) => entity ?? throw new ArgumentNullException(nameof(entity));

    private PageSource<T> Source<T>(string filter, IEnumerable<string> select, CancellationToken cancellation)
        where T : class, ITableEntity
    {
        var query = new EntityQuery(transport, Name, filter, select);
        return (continuation, size, async) => query.Fetch<T>(continuation, size, async, cancellation);
    }
}
