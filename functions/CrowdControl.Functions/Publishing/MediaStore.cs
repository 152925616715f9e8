using System.Globalization;
using System.Security.Cryptography;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using CrowdControl.Domain;
using CrowdControl.Domain.Publishing;
using CrowdControl.Domain.Publishing.Pictures;
using CrowdControl.Functions.Hosting;
using CrowdControl.Functions.Networks;

namespace CrowdControl.Functions.Publishing;

/// <summary>What is known of an image without its bytes.</summary>
internal sealed record StoredMedia(MediaId Id, string ContentType, long Bytes, int Width, int Height);

/// <summary>Images of an organisation: container <c>media</c>, one blob each, <c>[organisation]/[SHA-256 of its bytes]</c>. A blob never
/// changes.</summary>
public sealed class MediaStore(StorageClients storage)
{
    public const string Container = "media";
    private readonly BlobContainerClient _container = storage.Blobs.GetBlobContainerClient(Container);
    private volatile bool _made;

    internal static MediaId IdOf(Picture picture) => new(Convert.ToHexStringLower(SHA256.HashData(picture.Bytes.Span)));

    internal static bool IsId(string text) => text.Length == 64 && text.All(char.IsAsciiHexDigitLower);

    /// <summary>Keeps the picture; one that is there already stays.</summary>
    internal async Task<StoredMedia> Keep(TenantId tenant, Picture picture, CancellationToken cancellation)
    {
        await Make(cancellation);
        var id = IdOf(picture);
        var options = new BlobUploadOptions
        {
            HttpHeaders = new BlobHttpHeaders { ContentType = picture.ContentType },
            Metadata = new Dictionary<string, string>
            {
                ["width"] = picture.Width.ToString(CultureInfo.InvariantCulture),
                ["height"] = picture.Height.ToString(CultureInfo.InvariantCulture),
            },
            Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All },
        };
        try
        {
            await Blob(tenant, id).UploadAsync(BinaryData.FromBytes(picture.Bytes), options, cancellation);
        }
        catch (RequestFailedException there) when (there.ErrorCode == BlobErrorCode.BlobAlreadyExists)
        {
            // The same bytes are the same blob, whoever sent them first.
        }

        return new StoredMedia(id, picture.ContentType, picture.Bytes.Length, picture.Width, picture.Height);
    }

    internal async Task<StoredMedia?> Find(TenantId tenant, MediaId id, CancellationToken cancellation)
    {
        try
        {
            var found = (await Blob(tenant, id).GetPropertiesAsync(cancellationToken: cancellation)).Value;
            return Read(id, found.ContentType, found.ContentLength, found.Metadata);
        }
        catch (RequestFailedException none) when (none.Status == 404)
        {
            return null;
        }
    }

    internal async Task<(StoredMedia Media, BinaryData Bytes)?> Load(TenantId tenant, MediaId id, CancellationToken cancellation)
    {
        try
        {
            var found = (await Blob(tenant, id).DownloadContentAsync(cancellation)).Value;
            return (Read(id, found.Details.ContentType, found.Details.ContentLength, found.Details.Metadata), found.Content);
        }
        catch (RequestFailedException none) when (none.Status == 404)
        {
            return null;
        }
    }

    /// <summary>The images of a post as they are sent; null when one of them is gone.</summary>
    internal async Task<IReadOnlyList<OutgoingImage>?> ToSend(Submission submission, CancellationToken cancellation)
    {
        var images = new List<OutgoingImage>();
        foreach (var image in submission.Revision.Content.Images)
        {
            if (await Load(submission.Tenant, image.Media, cancellation) is not var (stored, bytes)) return null;
            images.Add(new OutgoingImage(bytes, stored.ContentType, image.AltText, stored.Width, stored.Height));
        }

        return images;
    }

    private static StoredMedia Read(MediaId id, string contentType, long bytes, IDictionary<string, string> metadata) => new(
        id, contentType, bytes,
        int.Parse(metadata["width"], CultureInfo.InvariantCulture), int.Parse(metadata["height"], CultureInfo.InvariantCulture));

    private BlobClient Blob(TenantId tenant, MediaId id) => _container.GetBlobClient($"{tenant}/{id}");

    private async Task Make(CancellationToken cancellation)
    {
        if (_made) return;
        await _container.CreateIfNotExistsAsync(cancellationToken: cancellation);
        _made = true;
    }
}
