using System.Text.Json.Nodes;

namespace CrowdControl.Functions.Networks.Bluesky;

/// <summary>Publishes a post under the record key that its publish key gives.</summary>
/// <remarks>
/// Why it cannot post twice: the key is the post's place in the account's repository, and <c>putRecord</c> with
/// <c>swapRecord: null</c> writes only where nothing is. Sent again unchanged it answers as the first time; sent again with a difference it
/// is InvalidSwap. (<c>createRecord</c> answers a taken key with a bare 500, as it does when it breaks.) Whatever else than a clear
/// yes or no comes back, the place is looked at, and what is found there decides.
/// </remarks>
internal sealed class PostSender(Sessions sessions, PostRecord composer, PostLookup lookup, TimeProvider clock)
{
    public async Task<PublishAnswer> Publish(NetworkAccess access, OutgoingPost post, PublishKey key, CancellationToken cancellation)
    {
        if (Problem(post) is { } problem) return new PublishAnswer.Refused(problem);

        var place = new PostAddress(access.AccountId, RecordKey.Of(key));
        JsonObject record;
        try
        {
            record = await composer.Compose(access, post, cancellation);
        }
        catch (NetworkException fault)
        {
            return NotSent(fault);
        }
        return await Put(access, place, record, post, cancellation);
    }

    /// <summary>The post at the place that the key gives, or null when the account's own server says that there is none.</summary>
    public async Task<LivePost?> Find(NetworkAccess access, PostAddress place, CancellationToken cancellation)
    {
        if (await lookup.Record(access, place.ToString(), cancellation) is not { } found) return null;
        var record = RecordReader.Of(found.Value);
        return Live(access, place, found.Cid, record.CreatedAt ?? clock.GetUtcNow(), record.Text);
    }

    private async Task<PublishAnswer> Put(
        NetworkAccess access, PostAddress place, JsonObject record, OutgoingPost post, CancellationToken cancellation)
    {
        string why;
        try
        {
            var answer = await sessions.Call(access, XrpcCall.Procedure("com.atproto.repo.putRecord", new JsonObject
            {
                ["repo"] = place.Did,
                ["collection"] = PostAddress.Collection,
                ["rkey"] = place.RecordKey,
                ["swapRecord"] = null,
                ["record"] = record,
            }), cancellation);
            if (answer.Ok && answer.Read<Written>() is var written && written.Uri == place.ToString())
                return new PublishAnswer.Published(Live(access, place, written.Cid, post.CreatedAt, post.Content.Text));
            if (DefiniteNo(answer) is { } no) return no;
            why = answer.Ok ? "Bluesky answered with another post than the one sent." : answer.AsFault().Message;
        }
        catch (NetworkException fault) when (fault.Fault is NetworkFault.Throttled or NetworkFault.CredentialRejected)
        {
            return NotSent(fault); // the session could not be renewed, so the post was turned away unread
        }
        catch (NetworkException fault)
        {
            why = fault.Message;
        }
        return await LookBack(access, place, post, why, cancellation);
    }

    private PublishAnswer? DefiniteNo(XrpcAnswer answer)
    {
        if (answer.Ok || answer.Error is "InvalidSwap") return null;
        var fault = answer.AsFault();
        if (fault.Fault is NetworkFault.Throttled or NetworkFault.CredentialRejected) return NotSent(fault);
        return answer.Refused ? new PublishAnswer.Refused($"Bluesky refused the post: {answer.Explanation}") : null;
    }

    private async Task<PublishAnswer> LookBack(
        NetworkAccess access, PostAddress place, OutgoingPost post, string why, CancellationToken cancellation)
    {
        LivePost? live;
        try
        {
            live = await Find(access, place, cancellation);
        }
        catch (NetworkException)
        {
            return new PublishAnswer.Unknown(why);
        }
        return live switch
        {
            // Not there yet proves nothing: the lost call may still be on its way.
            null => new PublishAnswer.Unknown(why),
            { Text: var text } when text != post.Content.Text =>
                new PublishAnswer.Refused("Another post stands at this post's place on Bluesky, so nothing was sent."),
            _ => new PublishAnswer.Published(live),
        };
    }

    private PublishAnswer NotSent(NetworkException fault) => fault.Fault switch
    {
        NetworkFault.Throttled => new PublishAnswer.Throttled(fault.RetryAt ?? clock.GetUtcNow() + Xrpc.WaitWhenNoTimeIsNamed),
        NetworkFault.CredentialRejected => new PublishAnswer.Refused(fault.Message, CredentialRejected: true),
        NetworkFault.Refused or NetworkFault.NotFound => new PublishAnswer.Refused(fault.Message),
        _ => new PublishAnswer.Unknown(fault.Message),
    };

    private static string? Problem(OutgoingPost post)
    {
        if (BlueskyLimits.Check(post.Content).Values.FirstOrDefault() is { } problem) return problem;
        if (!post.Images.Select(image => image.AltText).SequenceEqual(post.Content.Images.Select(image => image.AltText)))
            return "The images to send are not those of the post.";
        return post.Images.Select(BlueskyLimits.ImageProblem).OfType<string>().FirstOrDefault();
    }

    private static LivePost Live(NetworkAccess access, PostAddress place, string cid, DateTimeOffset createdAt, string text) =>
        new(place.ToString(), cid, place.PublicAddress(access.Server), createdAt, text);

    private sealed record Written(string Uri, string Cid);
}
