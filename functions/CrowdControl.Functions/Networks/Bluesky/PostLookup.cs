using System.Text.Json;
using System.Text.Json.Nodes;
using CrowdControl.Domain.Publishing;

namespace CrowdControl.Functions.Networks.Bluesky;

/// <summary>Looks up what a post refers to: accounts by handle, posts by address.</summary>
internal sealed class PostLookup(Sessions sessions)
{
    /// <summary>Root and parent as a reply needs them: the root stands in the parent's own record.</summary>
    public async Task<JsonObject> Reply(NetworkAccess access, PostReference parent, CancellationToken cancellation)
    {
        var found = await Record(access, parent.NativeId, cancellation)
            ?? throw new NetworkException(NetworkFault.NotFound, "The post that this answers is no longer there.");
        var reference = Strong(parent.NativeId, parent.Version ?? found.Cid);
        var root = RecordReader.Of(found.Value).Root is { } thread ? Strong(thread.Uri, thread.Cid) : reference.DeepClone();
        return new JsonObject { ["root"] = root, ["parent"] = reference };
    }

    /// <summary>A post in the version named, or in the present one where none is named.</summary>
    public async Task<JsonObject> StrongReference(NetworkAccess access, PostReference post, CancellationToken cancellation)
    {
        if (post.Version is { } version) return Strong(post.NativeId, version);
        var found = await Record(access, post.NativeId, cancellation)
            ?? throw new NetworkException(NetworkFault.NotFound, "The post that this quotes is no longer there.");
        return Strong(post.NativeId, found.Cid);
    }

    /// <summary>The permanent id behind a handle, or null when nobody has it.</summary>
    public async Task<string?> DidOf(NetworkAccess access, string handle, CancellationToken cancellation)
    {
        var answer = await sessions.Call(
            access, XrpcCall.Query("com.atproto.identity.resolveHandle", ("handle", handle.ToLowerInvariant())), cancellation);
        return answer is { Refused: true, Status: System.Net.HttpStatusCode.BadRequest, TokenRejected: false }
            ? null
            : answer.Read<Resolved>().Did;
    }

    /// <summary>A post's record as its author's server has it, or null when that server says that there is none.</summary>
    public async Task<FoundRecord?> Record(NetworkAccess access, string nativeId, CancellationToken cancellation)
    {
        if (!PostAddress.TryParse(nativeId, out var address))
            throw new NetworkException(NetworkFault.Refused, "This is no address of a post on Bluesky.");
        var answer = await sessions.Call(access, XrpcCall.Query("com.atproto.repo.getRecord",
            ("repo", address.Did), ("collection", PostAddress.Collection), ("rkey", address.RecordKey)), cancellation);
        if (answer is { Status: System.Net.HttpStatusCode.BadRequest, Error: "RecordNotFound" }) return null;

        var found = answer.Read<FoundRecord>();
        return found.Uri == nativeId
            ? found
            : throw new NetworkException(NetworkFault.Nonsense, "Bluesky answered with another post than the one asked for.");
    }

    private static JsonObject Strong(string uri, string cid) => new() { ["uri"] = uri, ["cid"] = cid };

    private sealed record Resolved(string Did);
}

internal sealed record FoundRecord(string Uri, string Cid, JsonElement Value);
