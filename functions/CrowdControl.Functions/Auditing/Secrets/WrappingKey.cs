using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json;
using Azure;
using Azure.Core;
using Azure.Data.Tables;
using CrowdControl.Domain;
using CrowdControl.Functions.Hosting;
using CrowdControl.Functions.Hosting.Vault;

namespace CrowdControl.Functions.Auditing.Secrets;

/// <summary>An organisation's key that wraps the data keys of its values: 32 bytes, a secret of the vault, in the memory of the app.</summary>
internal sealed class WrappingKey(Tables tables, VaultClient vault)
{
    private const string Elected = "present";
    private readonly ConcurrentDictionary<TenantId, string> _present = new();
    private readonly ConcurrentDictionary<string, byte[]> _keys = new();

    /// <summary>The key to wrap with now, made at the first use; its name stays with what it wraps.</summary>
    public async Task<(string Name, byte[] Key)> Present(TenantId tenant, CancellationToken cancellation)
    {
        if (!_present.TryGetValue(tenant, out var name)) _present[tenant] = name = await Elect(tenant, cancellation);
        return (name, await Named(name, cancellation));
    }

    /// <summary>The key of that name. Once it is destroyed in the vault, nothing that it wrapped can be read again.</summary>
    public async Task<byte[]> Named(string name, CancellationToken cancellation)
    {
        if (_keys.TryGetValue(name, out var known)) return known;
        using var answer = await vault.Send(RequestMethod.Get, $"secrets/{name}", null, cancellation);
        if (answer.IsError) throw new RequestFailedException(answer);
        using var body = JsonDocument.Parse(answer.Content);
        return _keys[name] = Convert.FromBase64String(body.RootElement.GetProperty("value").GetString()!);
    }

    /// <summary>The vault has no insert-only write, so two instances that both make a first key would overwrite each other's: each makes
    /// one under a name of its own, and the row that is inserted first says which counts.</summary>
    private async Task<string> Elect(TenantId tenant, CancellationToken cancellation)
    {
        var table = await tables.Open(SecretTable.Name, cancellation);
        if (await Find(table, tenant, cancellation) is { } there) return there;

        var name = $"audit-values-{RandomNumberGenerator.GetHexString(32, lowercase: true)}";
        var key = RandomNumberGenerator.GetBytes(32);
        using (var answer = await vault.Send(
            RequestMethod.Put, $"secrets/{name}", new { value = Convert.ToBase64String(key), contentType = "application/octet-stream" }, cancellation))
        {
            if (answer.IsError) throw new RequestFailedException(answer);
        }

        try
        {
            await table.AddEntityAsync(new TableEntity(Partition(tenant), Elected) { ["Secret"] = name }, cancellation);
            return name;
        }
        catch (RequestFailedException lost) when (lost.Status == 409)
        {
            using var _ = await vault.Send(RequestMethod.Delete, $"secrets/{name}", null, cancellation);
            return (await Find(table, tenant, cancellation))!;
        }
    }

    private static async Task<string?> Find(TableClient table, TenantId tenant, CancellationToken cancellation)
    {
        var row = await table.GetEntityIfExistsAsync<TableEntity>(Partition(tenant), Elected, cancellationToken: cancellation);
        return row.HasValue ? row.Value!.GetString("Secret") : null;
    }

    private static string Partition(TenantId tenant) => $"{tenant}|keys";
}
