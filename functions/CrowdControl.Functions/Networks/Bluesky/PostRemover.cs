using System.Text.Json.Nodes;

namespace CrowdControl.Functions.Networks.Bluesky;

/// <summary>Takes a post of the account down.</summary>
internal sealed class PostRemover(Sessions sessions, PostLookup lookup, TimeProvider clock)
{
    public async Task<RemoveAnswer> Remove(NetworkAccess access, string nativeId, CancellationToken cancellation)
    {
        if (!PostAddress.TryParse(nativeId, out var place)) return new RemoveAnswer.Refused("This is no address of a post on Bluesky.");
        if (place.Did != access.AccountId) return new RemoveAnswer.Refused("This post belongs to another account.");
        try
        {
            var answer = await sessions.Call(access, XrpcCall.Procedure("com.atproto.repo.deleteRecord", new JsonObject
            {
                ["repo"] = place.Did,
                ["collection"] = PostAddress.Collection,
                ["rkey"] = place.RecordKey,
            }), cancellation);
            return answer.Ok
                ? new RemoveAnswer.Removed()
                : await Judge(access, nativeId, answer.AsFault(), answer.Explanation, cancellation);
        }
        catch (NetworkException fault)
        {
            return await Judge(access, nativeId, fault, fault.Message, cancellation);
        }
    }

    private async Task<RemoveAnswer> Judge(
        NetworkAccess access, string nativeId, NetworkException fault, string why, CancellationToken cancellation) => fault.Fault switch
        {
            NetworkFault.Throttled => new RemoveAnswer.Throttled(fault.RetryAt ?? clock.GetUtcNow() + Xrpc.WaitWhenNoTimeIsNamed),
            NetworkFault.CredentialRejected => new RemoveAnswer.Refused(fault.Message, CredentialRejected: true),
            NetworkFault.Refused => new RemoveAnswer.Refused($"Bluesky refused the removal: {why}"),
            _ when await Gone(access, nativeId, cancellation) => new RemoveAnswer.Removed(),
            _ => new RemoveAnswer.Unknown(fault.Message),
        };

    private async Task<bool> Gone(NetworkAccess access, string nativeId, CancellationToken cancellation)
    {
        try
        {
            return await lookup.Record(access, nativeId, cancellation) is null;
        }
        catch (NetworkException)
        {
            return false; // nobody could say, so it is not known to be gone
        }
    }
}
