using Azure.Core;
using Azure.Core.Pipeline;

namespace Azure.Data.Tables.Pipeline;

/// <summary>An account's table service: where it is, as whom we ask, and the pipeline that carries requests there.</summary>
internal sealed class TableEndpoint
{
    private TableEndpoint(Uri uri, string? accountName, HttpPipelinePolicy? sign, TableClientOptions? options)
    {
        options ??= new TableClientOptions();
        Uri = new UriBuilder(uri) { Query = "" }.Uri;
        AccountName = accountName ?? NameIn(uri);
        Version = options.VersionString;
        var build = new HttpPipelineOptions(options) { RequestFailedDetailsParser = ServiceErrorParser.Shared };
        if (sign is not null) build.PerRetryPolicies.Add(sign);
        Pipeline = HttpPipelineBuilder.Build(build);
    }

    /// <summary>Without a table's name and without a query.</summary>
    public Uri Uri { get; }

    public string AccountName { get; }

    public string Version { get; }

    public HttpPipeline Pipeline { get; }

    public static TableEndpoint From(string connectionString, TableClientOptions? options)
    {
        ArgumentNullException.ThrowIfNull(connectionString);
        var said = ConnectionText.Parse(connectionString);
        return said.Credential is { } credential
            ? new(said.Endpoint, said.AccountName, new SharedKeyLitePolicy(credential), options)
            : new(said.Endpoint, said.AccountName, SignatureIn(said.Endpoint), options);
    }

    public static TableEndpoint From(Uri endpoint, TableSharedKeyCredential credential, TableClientOptions? options)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        ArgumentNullException.ThrowIfNull(credential);
        return new(endpoint, null, new SharedKeyLitePolicy(credential), options);
    }

    public static TableEndpoint From(Uri endpoint, TokenCredential credential, TableClientOptions? options)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        ArgumentNullException.ThrowIfNull(credential);
        var audience = (options?.Audience ?? TableAudience.AzurePublicCloud).ToString();
        return new(endpoint, null, new BearerTokenAuthenticationPolicy(credential, $"{audience}/.default"), options);
    }

    public static TableEndpoint From(Uri endpoint, AzureSasCredential credential, TableClientOptions? options)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        ArgumentNullException.ThrowIfNull(credential);
        EnsurePrivate(endpoint);
        return new(endpoint, null, new SharedAccessSignaturePolicy(credential), options);
    }

    /// <summary>An address that holds its shared access signature.</summary>
    public static TableEndpoint From(Uri endpoint, TableClientOptions? options)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        EnsurePrivate(endpoint);
        return new(endpoint, null, SignatureIn(endpoint), options);
    }

    private static SharedAccessSignaturePolicy? SignatureIn(Uri endpoint) =>
        endpoint.Query.Length > 1 ? new(new AzureSasCredential(endpoint.Query)) : null;

    private static void EnsurePrivate(Uri endpoint)
    {
        if (endpoint.Scheme != Uri.UriSchemeHttps && !endpoint.IsLoopback)
            throw new ArgumentException("Cannot a use SAS token credential without HTTPS.", nameof(endpoint));
    }

    // In the cloud the account is the first part of the host's name; on an emulator, the first of the path.
    private static string NameIn(Uri uri) =>
        uri.HostNameType == UriHostNameType.Dns && uri.Host.Contains('.', StringComparison.Ordinal)
            ? uri.Host[..uri.Host.IndexOf('.', StringComparison.Ordinal)]
            : uri.Segments.Length > 1 ? uri.Segments[1].TrimEnd('/') : "";
}
