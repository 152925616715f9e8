#nullable disable
using System.Linq.Expressions;
using Azure.Data.Tables.Filters;
using Azure.Data.Tables.Queries;
using Azure.Data.Tables.Transactions;
using Azure.Data.Tables.Wire;

namespace Azure.Data.Tables;

public partial class TableClient
{
    public virtual Task<Response> AddEntityAsync<T>(T entity, CancellationToken cancellationToken = default)
        where T : ITableEntity =>
        _entities.Add(entity, true, cancellationToken).AsTask();

    public virtual Response AddEntity<T>(T entity, CancellationToken cancellationToken = default)
        where T : ITableEntity =>
        TableTransport.Completed(_entities.Add(entity, false, cancellationToken));

    public virtual Task<Response<T>> GetEntityAsync<T>(
        string partitionKey,
        string rowKey,
        IEnumerable<string> select = null,
        CancellationToken cancellationToken = default)
        where T : class, ITableEntity =>
        _entities.Get<T>(partitionKey, rowKey, select, true, cancellationToken).AsTask();

    public virtual Response<T> GetEntity<T>(
        string partitionKey,
        string rowKey,
        IEnumerable<string> select = null,
        CancellationToken cancellationToken = default)
        where T : class, ITableEntity =>
        TableTransport.Completed(_entities.Get<T>(partitionKey, rowKey, select, false, cancellationToken));

    public virtual Task<NullableResponse<T>> GetEntityIfExistsAsync<T>(
        string partitionKey,
        string rowKey,
        IEnumerable<string> select = null,
        CancellationToken cancellationToken = default)
        where T : class, ITableEntity =>
        _entities.GetIfExists<T>(partitionKey, rowKey, select, true, cancellationToken).AsTask();

    public virtual NullableResponse<T> GetEntityIfExists<T>(
        string partitionKey,
        string rowKey,
        IEnumerable<string> select = null,
        CancellationToken cancellationToken = default)
        where T : class, ITableEntity =>
        TableTransport.Completed(_entities.GetIfExists<T>(partitionKey, rowKey, select, false, cancellationToken));

    public virtual Task<Response> UpsertEntityAsync<T>(
        T entity, TableUpdateMode mode = TableUpdateMode.Merge, CancellationToken cancellationToken = default)
        where T : ITableEntity =>
        _entities.Upsert(entity, mode, true, cancellationToken).AsTask();

    public virtual Response UpsertEntity<T>(
        T entity, TableUpdateMode mode = TableUpdateMode.Merge, CancellationToken cancellationToken = default)
        where T : ITableEntity =>
        TableTransport.Completed(_entities.Upsert(entity, mode, false, cancellationToken));

    public virtual Task<Response> UpdateEntityAsync<T>(
        T entity,
        ETag ifMatch,
        TableUpdateMode mode = TableUpdateMode.Merge,
        CancellationToken cancellationToken = default)
        where T : ITableEntity =>
        _entities.Update(entity, ifMatch, mode, true, cancellationToken).AsTask();

    public virtual Response UpdateEntity<T>(
        T entity,
        ETag ifMatch,
        TableUpdateMode mode = TableUpdateMode.Merge,
        CancellationToken cancellationToken = default)
        where T : ITableEntity =>
        TableTransport.Completed(_entities.Update(entity, ifMatch, mode, false, cancellationToken));

    public virtual Task<Response> DeleteEntityAsync(
        string partitionKey, string rowKey, ETag ifMatch = default, CancellationToken cancellationToken = default) =>
        _entities.Delete(partitionKey, rowKey, ifMatch, true, cancellationToken).AsTask();

    public virtual Response DeleteEntity(
        string partitionKey, string rowKey, ETag ifMatch = default, CancellationToken cancellationToken = default) =>
        TableTransport.Completed(_entities.Delete(partitionKey, rowKey, ifMatch, false, cancellationToken));

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
        Transaction.Submit(_transport, Name, transactionActions, true, cancellationToken).AsTask();

    public virtual Response<IReadOnlyList<Response>> SubmitTransaction(
        IEnumerable<TableTransactionAction> transactionActions, CancellationToken cancellationToken = default) =>
        TableTransport.Completed(Transaction.Submit(_transport, Name, transactionActions, false, cancellationToken));

    private static ITableEntity Given(ITableEntity entity) => entity ?? throw new ArgumentNullException(nameof(entity));

    private PageSource<T> Source<T>(string filter, IEnumerable<string> select, CancellationToken cancellation)
        where T : class, ITableEntity
    {
        var query = new EntityQuery(_transport, Name, filter, select);
        return (continuation, size, async) => query.Fetch<T>(continuation, size, async, cancellation);
    }
}
