using System.Runtime.CompilerServices;
using Azure.Core;
using Azure.Core.Pipeline;

namespace CrowdControl.Functions.Hosting.Vault;

/// <summary>Sends the app's token to a vault on this very machine, which has no certificate; Azure.Core's own policy refuses plain http.
/// To any other address without TLS nothing is sent at all.</summary>
internal sealed class LoopbackBearerPolicy(TokenCredential credential, string audience, TimeProvider clock) : HttpPipelinePolicy
{
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(5);
    private volatile StrongBox<AccessToken>? _token;

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        Check(message);
        Sign(message, Held ?? Hold(credential.GetToken(new TokenRequestContext([audience]), message.CancellationToken)));
        ProcessNext(message, pipeline);
    }

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        Check(message);
        Sign(message, Held ?? Hold(await credential.GetTokenAsync(new TokenRequestContext([audience]), message.CancellationToken)));
        await ProcessNextAsync(message, pipeline);
    }

    private AccessToken? Held => _token is { } held && clock.GetUtcNow() < held.Value.ExpiresOn - Margin ? held.Value : null;

    private AccessToken Hold(AccessToken token) => (_token = new StrongBox<AccessToken>(token)).Value;

    private static void Check(HttpMessage message)
    {
        var address = message.Request.Uri.ToUri();
        if (!address.IsLoopback && address.Scheme != Uri.UriSchemeHttps)
            throw new InvalidOperationException($"A token is not sent to {address.Host} without TLS.");
    }

    private static void Sign(HttpMessage message, AccessToken token) =>
        message.Request.Headers.SetValue("Authorization", $"Bearer {token.Token}");
}
