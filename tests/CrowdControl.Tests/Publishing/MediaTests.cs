using System.Security.Cryptography;
using System.Text;
using CrowdControl.Domain;
using CrowdControl.Domain.Publishing;
using CrowdControl.Functions.Auditing;
using CrowdControl.Functions.Hosting;
using CrowdControl.Functions.Publishing;
using CrowdControl.Tests.Publishing.Pictures;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace CrowdControl.Tests.Publishing;

public sealed class MediaTests
{
    private const string Secret = "51.5034N 0.1276W, Ana's phone";

    [Fact]
    public async Task An_image_is_kept_by_what_it_is_without_what_its_camera_wrote_into_it()
    {
        await using var room = await Newsroom.Open();

        var kept = await Upload(room, SamplePictures.Png(640, 480, Secret));
        var again = await Upload(room, SamplePictures.Png(640, 480, "another secret"));
        var (stored, bytes) = (await room.Get<MediaStore>().Load(room.Tenant, kept.Id, default))!.Value;

        Assert.Equal(("image/png", 640, 480), (kept.ContentType, kept.Width, kept.Height));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(bytes.ToArray())), kept.Id.Value);
        Assert.DoesNotContain(Secret, Encoding.Latin1.GetString(bytes.ToArray()), StringComparison.Ordinal);
        Assert.Equal(kept, again);
        Assert.Equal(kept, stored);
        Assert.Equal(["media.uploaded Done"], await room.Record());
    }

    [Fact]
    public async Task Other_organisations_never_see_it_and_members_get_it_for_good_as_what_it_is()
    {
        await using var room = await Newsroom.Open();
        await using var others = await Newsroom.Open();
        var kept = await Upload(room, SamplePictures.Png(8, 8, Secret));

        var mine = await Answer(new ReadMedia(room.Get<MediaStore>()), room.Ben, kept.Id);
        var theirs = await Answer(new ReadMedia(room.Get<MediaStore>()), others.Ben, kept.Id);

        Assert.Equal((200, "image/png", kept.Bytes), (mine.StatusCode, mine.ContentType, mine.Body.Length));
        Assert.Equal("nosniff", mine.Headers.XContentTypeOptions);
        Assert.Contains("immutable", mine.Headers.CacheControl.ToString(), StringComparison.Ordinal);
        Assert.Equal(404, theirs.StatusCode);
    }

    [Fact]
    public async Task What_is_no_image_or_too_large_is_refused_with_a_reason()
    {
        await using var room = await Newsroom.Open();
        var upload = new UploadMedia(room.Get<MediaStore>(), room.Get<AuditTrail>());
        var request = new DefaultHttpContext { Request = { Body = new MemoryStream(new byte[UploadMedia.MostBytes + 1]) } };
        request.Admit(room.Ana);

        var text = await upload.Keep(room.Ana, "<svg onload='alert(1)'/>"u8.ToArray(), default);
        var large = await Assert.ThrowsAsync<BadRequest>(() => upload.Run(request.Request, default));

        Assert.Contains("PNG, JPEG, WebP or GIF", text.Why().Message, StringComparison.Ordinal);
        Assert.Equal(413, large.Status);
        Assert.Contains("8,192 KiB", large.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_post_goes_out_with_its_images_and_their_sizes()
    {
        await using var room = await Newsroom.Open();
        var kept = await Upload(room, SamplePictures.Png(640, 480, Secret));

        var draft = await room.Draft(images: kept.Id.Value);
        var desk = room.Get<Functions.Approvals.ReviewDesk>();
        await desk.Submit(room.Ana, draft.Id, draft.Revision.Digest, room.Client, default);
        await room.Says(room.Ben, draft);
        await room.Until(draft, SubmissionState.Published);

        var image = Assert.Single(Assert.Single(room.Network.Calls).Post.Images);
        Assert.Equal(("image/png", 640, 480, "A ford"), (image.ContentType, image.Width, image.Height, image.AltText));
        Assert.Equal(kept.Bytes, image.Bytes.Length);
    }

    private static async Task<StoredMedia> Upload(Newsroom room, byte[] bytes) =>
        (await new UploadMedia(room.Get<MediaStore>(), room.Get<AuditTrail>()).Keep(room.Ana, bytes, default)).Value();

    private static async Task<HttpResponse> Answer(ReadMedia route, Caller caller, MediaId id)
    {
        var context = new DefaultHttpContext
        {
            Response = { Body = new MemoryStream() },
            RequestServices = new ServiceCollection().BuildServiceProvider(),
        };
        context.Admit(caller);
        await (await route.Run(context.Request, id.Value, default)).ExecuteAsync(context);
        return context.Response;
    }
}
