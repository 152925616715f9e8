using CrowdControl.Domain;
using CrowdControl.Functions.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace CrowdControl.Functions.Publishing;

public sealed class ReadMedia(MediaStore media)
{
    [Function(nameof(ReadMedia)), Answers(typeof(byte[]))]
    [MembersOnly("Images are shown wherever their posts are, to every role that sees one of them.")]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/media/{id}")] HttpRequest request,
        string id, CancellationToken cancellation)
    {
        if (!MediaStore.IsId(Ids.Checked(id))) return Answers.Refused(new Refusal.NotFound("image"));
        return await media.Load(request.Caller().Tenant, new MediaId(id), cancellation) is var (stored, bytes)
            ? new MediaFile(stored, bytes)
            : Answers.Refused(new Refusal.NotFound("image"));
    }
}
