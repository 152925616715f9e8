using System.Collections.Frozen;
using System.Runtime.CompilerServices;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;

namespace CrowdControl.AuditLog.Journal;

/// <summary>A log in four containers of an account; the journal on append blobs.</summary>
/// <remarks>The clients MUST NOT retry (<c>MaxRetries = 0</c>); it is checked as far as it can be: by what the log sees.</remarks>
/// <param name="container">The container of an area, such as <c>audit-journal-exmoor</c>. It must exist.</param>
public sealed class BlobStore(Func<LogArea, BlobContainerClient> container) : ILogStore
{
    private static readonly FrozenSet<string> Taken = FrozenSet.Create(
        "BlobAlreadyExists", "ConditionNotMet", "BlobImmutableDueToPolicy", "BlobImmutableDueToLegalHold");

    private readonly BlobContainerClient _journal = container(LogArea.Journal);
    private readonly BlobContainerClient _tiles = container(LogArea.Tiles);
    private readonly BlobContainerClient _anchors = container(LogArea.Anchors);
    private readonly BlobContainerClient _live = container(LogArea.Live);

    public Task<bool> CreateSegment(string name, CancellationToken cancellation) => IfFree(async () =>
        await _journal.GetAppendBlobClient(name).CreateAsync(
            new AppendBlobCreateOptions { Conditions = new AppendBlobRequestConditions { IfNoneMatch = ETag.All } }, cancellation));

    public async Task<AppendOutcome> Append(string name, long position, ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        using var content = BinaryData.FromBytes(bytes).ToStream();
        var options = new AppendBlobAppendBlockOptions { Conditions = At(position) };
        return await Outcome(() => _journal.GetAppendBlobClient(name).AppendBlockAsync(content, options, cancellation));
    }

    public async Task<AppendOutcome> Seal(string name, long position, CancellationToken cancellation) =>
        await Outcome(() => _journal.GetAppendBlobClient(name).SealAsync(At(position), cancellation)) is var outcome and not AppendOutcome.Sealed
            ? outcome
            : AppendOutcome.Done;

    /// <summary>The service appends a block whole or not at all.</summary>
    public Task<bool> DropTornTail(string name, long length, CancellationToken cancellation) => Task.FromResult(false);

    public async Task<ReadOnlyMemory<byte>?> ReadSegment(string name, long offset, int count, CancellationToken cancellation)
    {
        try
        {
            var options = new BlobDownloadOptions { Range = new HttpRange(offset, count) };
            return (await _journal.GetBlobClient(name).DownloadContentAsync(options, cancellation)).Value.Content.ToMemory();
        }
        catch (RequestFailedException none) when (none.ErrorCode == BlobErrorCode.InvalidRange || none.Status == 416)
        {
            return ReadOnlyMemory<byte>.Empty;
        }
        catch (RequestFailedException none) when (none.ErrorCode == BlobErrorCode.BlobNotFound)
        {
            return null;
        }
    }

    public Task<bool> Create(LogArea area, string name, ReadOnlyMemory<byte> bytes, CancellationToken cancellation) => IfFree(async () =>
        await Of(area).GetBlobClient(name).UploadAsync(
            BinaryData.FromBytes(bytes), new BlobUploadOptions { Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All } }, cancellation));

    public Task<bool> Replace(string name, ReadOnlyMemory<byte> bytes, string? tag, CancellationToken cancellation)
    {
        var conditions = tag is null ? new BlobRequestConditions { IfNoneMatch = ETag.All } : new BlobRequestConditions { IfMatch = new ETag(tag) };
        return IfFree(async () =>
            await _live.GetBlobClient(name).UploadAsync(BinaryData.FromBytes(bytes), new BlobUploadOptions { Conditions = conditions }, cancellation));
    }

    public async Task<StoredObject?> Get(LogArea area, string name, CancellationToken cancellation)
    {
        try
        {
            var answer = await Of(area).GetBlobClient(name).DownloadContentAsync(cancellation);
            return new StoredObject(answer.Value.Content.ToMemory(), answer.Value.Details.ETag.ToString());
        }
        catch (RequestFailedException none) when (none.ErrorCode == BlobErrorCode.BlobNotFound)
        {
            return null;
        }
    }

    public async IAsyncEnumerable<string> List(LogArea area, string prefix, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var blob in Of(area).GetBlobsAsync(BlobTraits.None, BlobStates.None, prefix, cancellation)) yield return blob.Name;
    }

    private BlobContainerClient Of(LogArea area) => area switch
    {
        LogArea.Journal => _journal,
        LogArea.Tiles => _tiles,
        LogArea.Anchors => _anchors,
        _ => _live,
    };

    private static AppendBlobRequestConditions At(long position) => new() { IfAppendPositionEqual = position };

    private static async Task<AppendOutcome> Outcome<T>(Func<Task<T>> call)
    {
        try
        {
            await call();
            return AppendOutcome.Done;
        }
        catch (RequestFailedException refused) when (refused.ErrorCode == BlobErrorCode.AppendPositionConditionNotMet)
        {
            return AppendOutcome.Moved;
        }
        catch (RequestFailedException refused) when (refused.ErrorCode == "BlobIsSealed")
        {
            return AppendOutcome.Sealed;
        }
        catch (RequestFailedException refused) when (refused.ErrorCode == BlobErrorCode.BlobNotFound)
        {
            return AppendOutcome.Missing;
        }
    }

    /// <summary>False where the call's condition was not met, in the words that the service has for it.</summary>
    private static async Task<bool> IfFree(Func<Task> call)
    {
        try
        {
            await call();
            return true;
        }
        catch (RequestFailedException refused) when (refused.ErrorCode is { } code && Taken.Contains(code))
        {
            return false;
        }
    }
}
