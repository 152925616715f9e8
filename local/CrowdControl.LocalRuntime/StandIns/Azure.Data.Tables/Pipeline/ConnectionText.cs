namespace Azure.Data.Tables.Pipeline;

/// <summary>A storage connection string, as far as it concerns tables.</summary>
internal sealed record ConnectionText(Uri Endpoint, string? AccountName, TableSharedKeyCredential? Credential)
{
    private const string EmulatorAccount = "devstoreaccount1";

    /// <summary>The emulator's published key: it is the same everywhere and protects nothing.</summary>
    private const string EmulatorKey =
        "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    /// <exception cref="InvalidOperationException">It is not pairs of a name and a value.</exception>
    /// <exception cref="ArgumentException">The pairs do not say where the tables are and who asks.</exception>
    public static ConnectionText Parse(string connectionString)
    {
        ArgumentException.ThrowIfNullOrEmpty(connectionString);
        var said = Pairs(connectionString);
        if (said.TryGetValue("UseDevelopmentStorage", out var emulator) && emulator == "true") return Emulator(said);

        said.TryGetValue("TableEndpoint", out var endpoint);
        said.TryGetValue("AccountName", out var name);
        if (said.TryGetValue("AccountKey", out var key) && name is not null && Address(said, endpoint, name) is { } keyed)
            return new(keyed, name, new(name, key));
        if (said.TryGetValue("SharedAccessSignature", out var signature) && Uri.TryCreate(endpoint, UriKind.Absolute, out var at))
            return new(new UriBuilder(at) { Query = signature.TrimStart('?') }.Uri, name, null);
        throw new ArgumentException("Connection string parsing error", nameof(connectionString));
    }

    private static Uri? Address(Dictionary<string, string> said, string? endpoint, string name)
    {
        if (!string.IsNullOrWhiteSpace(endpoint)) return new(endpoint);
        return said.TryGetValue("EndpointSuffix", out var suffix)
            ? new($"{said.GetValueOrDefault("DefaultEndpointsProtocol", "https")}://{name}.table.{suffix}/")
            : null;
    }

    private static ConnectionText Emulator(Dictionary<string, string> said)
    {
        var proxy = said.TryGetValue("DevelopmentStorageProxyUri", out var at) ? new Uri(at) : new Uri("http://127.0.0.1");
        var endpoint = new UriBuilder(proxy.Scheme, proxy.Host, 10002, EmulatorAccount).Uri;
        return new(endpoint, EmulatorAccount, new(EmulatorAccount, EmulatorKey));
    }

    private static Dictionary<string, string> Pairs(string text)
    {
        var pairs = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var part in text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (part.Split('=', 2) is not [{ Length: > 0 } name, var value])
                throw new InvalidOperationException("Connection string doesn't have value for keyword.");
            if (!pairs.TryAdd(name.Trim(), value.Trim()))
                throw new InvalidOperationException($"Duplicate keyword '{name}'");
        }
        return pairs;
    }
}
