using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace CrowdControl.LocalRuntime.Neighbours.ResourceManager;

/// <summary>
/// Speaks the part of Azure Resource Manager that tells of a storage account's blob containers: Blob Containers - List (by pages of two, so
/// that nobody forgets the next one) and Get. It takes one token, one account, and the version of its REST that it knows.
/// </summary>
internal sealed class ResourceManagerServer : IAsyncDisposable
{
    public const string Account = "subscriptions/0f0e/resourceGroups/record/providers/Microsoft.Storage/storageAccounts/ccrwexmoor";
    private const string Version = "2024-01-01";
    private const int PageSize = 2;
    private readonly WebApplication _app;
    private readonly string _token;

    private ResourceManagerServer(WebApplication app, string token) => (_app, _token) = (app, token);

    /// <summary>The containers by name.</summary>
    public ConcurrentDictionary<string, ContainerInAzure> Containers { get; } = new();

    public Uri Address => new(_app.Urls.First() + "/");

    /// <param name="token">The only one that is taken.</param>
    public static async Task<ResourceManagerServer> Start(string token)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var server = new ResourceManagerServer(app, token);
        app.MapGet($"/{Account}/blobServices/default/containers", (HttpRequest request) => server.Refusal(request) ?? server.List(request));
        app.MapGet(
            $"/{Account}/blobServices/default/containers/{{name}}", (HttpRequest request, string name) => server.Refusal(request) ?? server.Get(name));
        app.MapFallback((HttpRequest request) => server.Refusal(request) ?? Error(404, "ResourceNotFound", $"The resource '{request.Path}' was not found."));
        await app.StartAsync();
        return server;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private IResult? Refusal(HttpRequest request)
    {
        if (request.Headers.Authorization != $"Bearer {_token}") return Error(401, "AuthenticationFailed", "Authentication failed.");
        var version = request.Query["api-version"].ToString();
        if (version.Length == 0) return Error(400, "MissingApiVersionParameter", "The api-version query parameter (?api-version=) is required for all requests.");
        return version == Version ? null : Error(400, "InvalidApiVersionParameter", $"The api-version '{version}' is invalid.");
    }

    private IResult List(HttpRequest request)
    {
        var filter = request.Query["$filter"].ToString();
        var after = request.Query["$skipToken"].ToString();
        var names = Containers.Keys.Where(name => name.StartsWith(filter, StringComparison.Ordinal) && string.CompareOrdinal(name, after) > 0)
            .Order(StringComparer.Ordinal).ToList();
        var page = names.Take(PageSize).Select(name => new { id = $"/{Account}/blobServices/default/containers/{name}", name, properties = Containers[name].Listed() });
        return names.Count > PageSize
            ? Results.Json(new { value = page, nextLink = new Uri(Address, Next(filter, names[PageSize - 1])) })
            : Results.Json(new { value = page });
    }

    private static string Next(string filter, string after) =>
        $"{Account}/blobServices/default/containers?api-version={Version}&$filter={Uri.EscapeDataString(filter)}&$skipToken={Uri.EscapeDataString(after)}";

    private IResult Get(string name) => Containers.TryGetValue(name, out var container)
        ? Results.Json(new { id = $"/{Account}/blobServices/default/containers/{name}", name, properties = container.Whole() })
        : Error(404, "ContainerNotFound", "The specified container does not exist.");

    private static IResult Error(int status, string code, string message) => Results.Json(new { error = new { code, message } }, statusCode: status);
}

/// <summary>A container as the account's owner sees it.</summary>
/// <param name="Days">Of its policy; null where it has none.</param>
internal sealed record ContainerInAzure(int? Days, bool Locked = false, bool ProtectedAppends = false, bool VersionLevel = false, params string[] Holds)
{
    /// <summary>In a list: that there is a policy, and not what it says.</summary>
    public object Listed() => new { publicAccess = "None", hasImmutabilityPolicy = Days is not null, hasLegalHold = Holds.Length > 0 };

    public Dictionary<string, object> Whole()
    {
        var whole = new Dictionary<string, object>
        {
            ["publicAccess"] = "None",
            ["hasImmutabilityPolicy"] = Days is not null,
            ["hasLegalHold"] = Holds.Length > 0,
            ["legalHold"] = new { hasLegalHold = Holds.Length > 0, tags = Holds.Select(tag => new { tag, objectIdentifier = "ce7cd28a", tenantId = "bb6066f3" }) },
        };
        if (VersionLevel) whole["immutableStorageWithVersioning"] = new { enabled = true, migrationState = "Completed" };
        if (Days is { } days)
            whole["immutabilityPolicy"] = new
            {
                etag = "\"8d59f81a7fa7be0\"",
                properties = new { immutabilityPeriodSinceCreationInDays = days, state = Locked ? "Locked" : "Unlocked", allowProtectedAppendWrites = ProtectedAppends },
            };
        return whole;
    }
}
