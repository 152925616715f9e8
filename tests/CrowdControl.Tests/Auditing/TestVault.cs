using CrowdControl.Functions.Auditing;
using CrowdControl.Functions.Hosting.Vault;
using CrowdControl.LocalRuntime.Neighbours.KeyVault;
using CrowdControl.Tests.Channels;

namespace CrowdControl.Tests.Auditing;

/// <summary>One vault for the whole test run, and a key file beside it that signs every record.</summary>
internal static class TestVault
{
    private static readonly string Directory = System.IO.Directory.CreateTempSubdirectory("crowdcontrol-").FullName;
    private static readonly Lazy<VaultServer> Server = new(() => Start().GetAwaiter().GetResult());
    private static readonly Lazy<VaultClient> Vault = new(() => new VaultClient(
        new VaultSettings(Server.Value.Address), VaultToken.Of(Server.Value).GetAwaiter().GetResult(), TimeProvider.System));

    public static VaultClient Client => Vault.Value;

    public static AuditSettings Audit { get; } = new("audit.localhost", Path.Combine(Directory, "signing-key.pem"));

    private static async Task<VaultServer> Start()
    {
        var server = await VaultServer.Start(Directory, 0, CancellationToken.None);
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            server.DisposeAsync().AsTask().GetAwaiter().GetResult();
            System.IO.Directory.Delete(Directory, recursive: true);
        };
        return server;
    }
}
