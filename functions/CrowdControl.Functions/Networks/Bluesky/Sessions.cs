using System.Collections.Concurrent;

namespace CrowdControl.Functions.Networks.Bluesky;

/// <summary>One session a channel, renewed by one caller at a time: a refresh token may be used once, and sign-ins are counted.</summary>
internal sealed class Sessions(Xrpc xrpc)
{
    private readonly ConcurrentDictionary<string, Slot> _slots = new();

    /// <summary>Makes a call as the account, with fresh tokens where the old ones have run out.</summary>
    /// <exception cref="NetworkException">No answer, or no session to be had.</exception>
    public async Task<XrpcAnswer> Call(NetworkAccess access, XrpcCall call, CancellationToken cancellation)
    {
        var session = await Current(access, rejected: null, cancellation);
        var answer = await xrpc.Send(call, session.Server, session.AccessToken, cancellation);
        if (!answer.TokenRejected) return answer;

        session = await Current(access, rejected: session, cancellation);
        return await xrpc.Send(call, session.Server, session.AccessToken, cancellation);
    }

    private async Task<Session> Current(NetworkAccess access, Session? rejected, CancellationToken cancellation)
    {
        var slot = _slots.GetOrAdd(access.Channel, _ => new Slot());
        await slot.Gate.WaitAsync(cancellation);
        try
        {
            // Somebody before us at the gate may have renewed it; a channel connected anew starts anew.
            var known = slot.Access == access ? slot.Session : null;
            if (known is not null && !ReferenceEquals(known, rejected)) return known;

            var renewed = known is null ? null : await known.Renew(xrpc, cancellation);
            renewed ??= await Session.Open(xrpc, access.Server, access.Identifier, access.Secret, cancellation);
            if (renewed.Did != access.AccountId)
                throw new NetworkException(
                    NetworkFault.CredentialRejected, "This sign-in now belongs to another account. Connect the channel again.");

            (slot.Access, slot.Session) = (access, renewed);
            return renewed;
        }
        finally
        {
            slot.Gate.Release();
        }
    }

    private sealed class Slot
    {
        public SemaphoreSlim Gate { get; } = new(1, 1);

        public NetworkAccess? Access { get; set; }

        public Session? Session { get; set; }
    }
}
