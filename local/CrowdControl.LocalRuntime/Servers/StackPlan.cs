using CrowdControl.LocalRuntime.Neighbours.KeyVault;

namespace CrowdControl.LocalRuntime.Servers;

/// <summary>Where one stack listens and keeps its data, and what the app is told of it.</summary>
/// <param name="Ports">The eight ports.</param>
/// <param name="Directory">Absolute folder of everything that is kept.</param>
/// <param name="KeepData">False: storage lives in memory only, for tests.</param>
internal sealed record StackPlan(Ports Ports, string Directory, bool KeepData)
{
    public string Address => $"http://localhost:{Ports.App}/";

    public string NetworkAddress => $"http://localhost:{Ports.Network}/";

    public string WitnessAddress => $"http://localhost:{Ports.Witness}/";

    /// <summary>Of the record, as the app calls it; below it stand the organisation and the log.</summary>
    public const string AuditOrigin = "audit.localhost";

    public string SigningKey => In(Path.Combine("audit", "signing-key.pem"));

    public string VaultAddress => $"http://127.0.0.1:{Ports.Vault}/";

    public string Authority => $"http://localhost:{Ports.SignIn}/{DemoPeople.Directory}/v2.0";

    public string Logs => In("logs");

    public string StorageConnection => AzuriteServer.Connection(Ports);

    /// <summary>Further app settings of this run; they win over the ones below.</summary>
    public IReadOnlyDictionary<string, string> Also { get; init; } = new Dictionary<string, string>();

    /// <summary>A terminal's Ctrl-C is for us alone: storage has to outlive the app, or the app waits for it in vain.</summary>
    public bool ServersApart { get; init; }

    public string In(string name) => Path.Combine(Directory, name);

    public IReadOnlyDictionary<string, string> AppSettings()
    {
        var administrator = DemoPeople.Read().Person(DemoOrganisation.Read().Administrator);
        var settings = new Dictionary<string, string>
        {
            ["Storage"] = StorageConnection,
            ["AzureWebJobsStorage"] = StorageConnection,
            ["LocalRuntime__Url"] = Address.TrimEnd('/'),
            ["LocalRuntime__DataDirectory"] = In("app"),
            ["AzureWebJobsDisableHomepage"] = "true",
            ["AzureAd__Authority"] = Authority,
            ["AzureAd__TenantId"] = DemoPeople.Directory,
            ["AzureAd__ClientId"] = DemoPeople.Audience,
            ["AzureAd__Audience"] = DemoPeople.Audience,
            ["SignIn__Authority"] = Authority,
            ["SignIn__ClientId"] = "dashboard",
            ["SignIn__Scope"] = DemoPeople.Scope,
            ["SetUp__Organisation"] = DemoOrganisation.Read().Name,
            ["SetUp__Administrator"] = $"{DemoPeople.Directory}/{administrator.ObjectId}",
            ["Vault__Url"] = VaultAddress,
            ["IDENTITY_ENDPOINT"] = $"{VaultAddress}identity/token",
            ["IDENTITY_HEADER"] = VaultServer.IdentityHeader,
            ["Audit__Origin"] = AuditOrigin,
            ["Passkeys__Origin"] = Address.TrimEnd('/'),
            ["Audit__SigningKey"] = SigningKey,
            ["RecordSchedule"] = "0 */5 * * * *",
            ["AttestSchedule"] = "0 30 2 * * *",
            ["HarvestSchedule"] = "*/5 * * * * *",
        };
        foreach (var (name, value) in Also) settings[name] = value;
        return settings;
    }
}
