using System.Text.Json;
using System.Text.Json.Nodes;
using CrowdControl.Functions.Hosting;

namespace CrowdControl.Functions.Networks.Bluesky;

/// <summary>Signed in as one account: short-lived tokens, and the server where the account's records live.</summary>
internal sealed record Session(string Did, string Handle, string AccessToken, string RefreshToken, Uri Server)
{
    public override string ToString() => $"{nameof(Session)} {{ {Did} }}";

    /// <summary>Signs in with an app password.</summary>
    public static async Task<Session> Open(Xrpc xrpc, Uri server, string identifier, string secret, CancellationToken cancellation)
    {
        if (!ServerAddress.Allowed(server))
            throw new NetworkException(NetworkFault.Refused, "The server's address must begin with https://, such as https://bsky.social.");

        var answer = await xrpc.Send(XrpcCall.Procedure("com.atproto.server.createSession", new JsonObject
        {
            ["identifier"] = identifier.Trim().TrimStart('@'),
            ["password"] = secret,
        }), server, token: null, cancellation);
        return Read(answer, server);
    }

    /// <summary>The same session with fresh tokens, or null when it has come to its end and the password is needed again.</summary>
    public async Task<Session?> Renew(Xrpc xrpc, CancellationToken cancellation)
    {
        var answer = await xrpc.Send(XrpcCall.Procedure("com.atproto.server.refreshSession", null), Server, RefreshToken, cancellation);
        return answer.Refused ? null : Read(answer, Server);
    }

    private static Session Read(XrpcAnswer answer, Uri server)
    {
        var opened = answer.Read<Opened>();
        return new Session(opened.Did, opened.Handle, opened.AccessJwt, opened.RefreshJwt, HomeOf(opened.DidDoc, server));
    }

    /// <summary>The account's own PDS as its DID document names it; a sign-in host such as bsky.social is only the door.</summary>
    private static Uri HomeOf(DidDocument? document, Uri server)
    {
        var named = document?.Service?.FirstOrDefault(service => service.Id.EndsWith("#atproto_pds", StringComparison.Ordinal));
        if (named is null) return server;
        var text = named.ServiceEndpoint is { ValueKind: JsonValueKind.String } endpoint ? endpoint.GetString() : null;
        if (Uri.TryCreate(text, UriKind.Absolute, out var home) && ServerAddress.AllowedFrom(server, home)) return home;
        throw new NetworkException(NetworkFault.Nonsense, "The account's own server has an address that this app does not call.");
    }

    private sealed record Opened(string Did, string Handle, string AccessJwt, string RefreshJwt, DidDocument? DidDoc = null);

    private sealed record DidDocument(IReadOnlyList<DidService>? Service = null);

    private sealed record DidService(string Id, JsonElement ServiceEndpoint);
}
