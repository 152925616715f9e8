using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;

namespace CrowdControl.Functions.Disclosing.Store;

/// <summary>A blob written from front to back in blocks, in memory of one: it appears whole when it is committed, or not at all.</summary>
internal sealed class BlockTarget(BlobContainerClient container, string name) : Stream
{
    private const int BlockSize = 4 * 1024 * 1024;
    private readonly BlockBlobClient _blob = container.GetBlockBlobClient(name);
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly List<string> _blocks = [];
    private readonly MemoryStream _block = new(BlockSize);

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get; set; }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        _hash.AppendData(buffer.Span);
        Position += buffer.Length;
        while (!buffer.IsEmpty)
        {
            var part = buffer[..Math.Min(buffer.Length, BlockSize - (int)_block.Length)];
            _block.Write(part.Span);
            buffer = buffer[part.Length..];
            if (_block.Length == BlockSize) await Stage(cancellationToken);
        }
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <returns>Length and SHA-256 of what was written; null where there is a blob of that name already, which is left as it is.</returns>
    public async Task<(long Length, string Sha256)?> Commit(CancellationToken cancellation)
    {
        if (_block.Length > 0) await Stage(cancellation);
        try
        {
            await _blob.CommitBlockListAsync(_blocks, new CommitBlockListOptions
            {
                HttpHeaders = new BlobHttpHeaders { ContentType = "application/zip" },
                Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All },
            }, cancellation);
            return (Position, Convert.ToHexStringLower(_hash.GetHashAndReset()));
        }
        catch (RequestFailedException there) when (there.Status is 409 or 412)
        {
            return null;
        }
    }

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("Write asynchronously.");

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _hash.Dispose();
            _block.Dispose();
        }

        base.Dispose(disposing);
    }

    private async Task Stage(CancellationToken cancellation)
    {
        // Named by place and content: two runs that write different bytes cannot take each other's blocks.
        var block = _block.ToArray();
        var hash = Convert.ToHexStringLower(SHA256.HashData(block))[..32];
        var id = Convert.ToBase64String(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{_blocks.Count:D6}-{hash}")));
        using var bytes = new MemoryStream(block);
        await _blob.StageBlockAsync(id, bytes, cancellationToken: cancellation);
        _blocks.Add(id);
        _block.SetLength(0);
    }
}
