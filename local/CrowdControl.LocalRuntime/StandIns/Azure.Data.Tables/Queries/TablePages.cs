namespace Azure.Data.Tables.Queries;

/// <summary>Fetches one page of a query.</summary>
/// <param name="continuation">Null or empty for the first page.</param>
/// <param name="size">Most items of the page; null leaves it to the service.</param>
/// <param name="async">False keeps the call on the caller's thread.</param>
internal delegate ValueTask<Page<T>> PageSource<T>(string? continuation, int? size, bool async);

/// <summary>A query's pages, fetched as they are asked for.</summary>
internal sealed class TablePages<T>(PageSource<T> fetch, int? maxPerPage, CancellationToken cancellation)
    : AsyncPageable<T>(cancellation)
    where T : notnull
{
    public override async IAsyncEnumerable<Page<T>> AsPages(string? continuationToken = null, int? pageSizeHint = null)
    {
        do
        {
            var page = await fetch(continuationToken, pageSizeHint ?? maxPerPage, true).ConfigureAwait(false);
            yield return page;
            continuationToken = page.ContinuationToken;
        }
        while (!string.IsNullOrEmpty(continuationToken));
    }
}

/// <summary>The same, on the caller's thread.</summary>
internal sealed class SynchronousTablePages<T>(PageSource<T> fetch, int? maxPerPage, CancellationToken cancellation)
    : Pageable<T>(cancellation)
    where T : notnull
{
    public override IEnumerable<Page<T>> AsPages(string? continuationToken = null, int? pageSizeHint = null)
    {
        do
        {
            var page = Wire.TableTransport.Completed(fetch(continuationToken, pageSizeHint ?? maxPerPage, false));
            yield return page;
            continuationToken = page.ContinuationToken;
        }
        while (!string.IsNullOrEmpty(continuationToken));
    }
}
