using System.Collections.Immutable;
using CrowdControl.Domain;
using CrowdControl.Domain.Access;
using CrowdControl.Domain.Publishing.Pictures;
using CrowdControl.Functions.Auditing;
using CrowdControl.Functions.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace CrowdControl.Functions.Publishing;

/// <summary>An image that was kept, without what its camera wrote into it.</summary>
public sealed record MediaView(string Id, string ContentType, long Bytes, int Width, int Height);

public sealed class UploadMedia(MediaStore media, AuditTrail audit)
{
    public const int MostBytes = 8 * 1024 * 1024;

    [Function(nameof(UploadMedia)), Requires(Permission.DraftPosts, Permission.Reply, Permission.ReviewPosts)]
    [Reads(typeof(byte[])), Answers(typeof(MediaView))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/media")] HttpRequest request, CancellationToken cancellation) =>
        (await Keep(request.Caller(), await Body.Bytes(request, MostBytes, cancellation), cancellation))
            .ToHttp(kept => new MediaView(kept.Id.Value, kept.ContentType, kept.Bytes, kept.Width, kept.Height));

    internal async Task<Outcome<StoredMedia>> Keep(Caller caller, ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        if (Picture.Read(bytes) is not { } picture)
            return new Refusal.Invalid("body",
                $"This is no image that we can read. Send a whole PNG, JPEG, WebP or GIF, at most {Picture.LongestSide} pixels a side.");
        var id = MediaStore.IdOf(picture);
        await audit.Record(caller, $"media/{id}", "media.uploaded", new AuditSubject("media", id.Value), null, AuditOutcome.Done,
            ImmutableDictionary<string, string>.Empty, cancellation);
        return await media.Keep(caller.Tenant, picture, cancellation);
    }
}
