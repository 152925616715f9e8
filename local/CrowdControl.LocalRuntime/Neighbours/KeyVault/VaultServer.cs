using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CrowdControl.LocalRuntime.Neighbours.KeyVault;

/// <summary>
/// Speaks the secrets and the keys (P-256, ES256) of Key Vault's REST and, beside it, App Service's managed identity endpoint, so that the app
/// asks for its token and its secrets on this machine exactly as it does in Azure.
/// </summary>
internal sealed partial class VaultServer : IAsyncDisposable
{
    public const string IdentityHeader = "local-identity";
    private readonly WebApplication _app;
    private readonly string _token = Convert.ToHexString(RandomNumberGenerator.GetBytes(32));

    private VaultServer(WebApplication app, Uri address)
    {
        _app = app;
        Address = address;
    }

    /// <summary>The vault's address; the identity endpoint is <c>/identity/token</c> under it.</summary>
    public Uri Address { get; }

    public Uri IdentityEndpoint => new(Address, "identity/token");

    public static async Task<VaultServer> Start(string directory, int port, CancellationToken cancellation)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        var app = builder.Build();
        var box = new SecretBox(directory);
        var shelf = new KeyShelf(directory);
        VaultServer? server = null;
        app.MapGet("/identity/token", (HttpRequest request) => server!.Identity(request));
        app.MapMethods("/secrets/{name}", ["GET", "PUT", "DELETE"], (HttpRequest request, string name) =>
            server!.Secret(request, box, name));
        app.MapPost("/keys/{name}/create", (HttpRequest request, string name) => server!.CreateKey(request, shelf, name));
        app.MapGet("/keys/{name}/versions", (HttpRequest request, string name) => server!.Versions(request, shelf, name));
        app.MapGet("/keys/{name}/{version?}", (HttpRequest request, string name, string? version) => server!.Key(request, shelf, name, version));
        app.MapPost("/keys/{name}/{version}/sign", (HttpRequest request, string name, string version) => server!.Sign(request, shelf, name, version));
        await app.StartAsync(cancellation);
        server = new VaultServer(app, new Uri(app.Urls.First() + "/"));
        return server;
    }

    public Task Stopped(CancellationToken cancellation) => _app.WaitForShutdownAsync(cancellation);

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private IResult Identity(HttpRequest request) =>
        request.Headers["X-IDENTITY-HEADER"] != IdentityHeader
            ? Results.Json(new { statusCode = 401, message = "X-IDENTITY-HEADER is missing or wrong." }, statusCode: 401)
            : Results.Json(new
            {
                access_token = _token,
                expires_on = DateTimeOffset.UtcNow.AddHours(24).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
                resource = request.Query["resource"].ToString(),
                token_type = "Bearer",
                client_id = "local",
            });

    private async Task<IResult> Secret(HttpRequest request, SecretBox box, string name)
    {
        if (Refusal(request, name) is { } refusal) return refusal;
        if (HttpMethods.IsDelete(request.Method))
            return box.Remove(name) ? Bundle(name, null) : NotFound(name);
        if (HttpMethods.IsGet(request.Method))
            return box.Get(name) is { } found ? Bundle(name, found) : NotFound(name);

        using var body = await JsonDocument.ParseAsync(request.Body, default, request.HttpContext.RequestAborted);
        if (!body.RootElement.TryGetProperty("value", out var value)) return Error(400, "BadParameter", "value is missing.");
        box.Put(name, value.GetString() ?? "");
        return Bundle(name, value.GetString());
    }

    private IResult? Refusal(HttpRequest request, string name)
    {
        if (request.Headers.Authorization != $"Bearer {_token}") return Unauthorised(request);
        if (string.IsNullOrEmpty(request.Query["api-version"])) return Error(400, "BadParameter", "api-version is missing.");
        return SecretName().IsMatch(name) ? null : Error(400, "BadParameter", "A name is 1 to 127 of 0-9, a-z, A-Z and -.");
    }

    private IResult Bundle(string name, string? value) => Results.Json(new
    {
        value,
        id = new Uri(Address, $"secrets/{name}/00000000000000000000000000000001"),
        attributes = new { enabled = true },
    });

    private static string? Text(JsonDocument body, string name) =>
        body.RootElement.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private IResult Unauthorised(HttpRequest request)
    {
        request.HttpContext.Response.Headers.WWWAuthenticate =
            $"Bearer authorization=\"{Address}identity\", resource=\"https://vault.azure.net\"";
        return Error(401, "Unauthorized", "The request is missing a bearer token, or it is not ours.");
    }

    private static IResult NotFound(string name) =>
        Error(404, "SecretNotFound", $"A secret with (name/id) {name} was not found in this key vault.");

    private static IResult Error(int status, string code, string message) =>
        Results.Json(new { error = new { code, message } }, statusCode: status);

    [GeneratedRegex("^[0-9a-zA-Z-]{1,127}$")]
    private static partial Regex SecretName();
}
