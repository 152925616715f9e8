using System.Buffers.Text;
using System.Security.Cryptography;
using Azure;
using Azure.Data.Tables;
using CrowdControl.Functions.Hosting;

namespace CrowdControl.Functions.Access.Passkeys;

/// <summary>Challenges of registrations that have begun. PartitionKey is TENANT|MEMBER and RowKey the challenge; each is used once, by the
/// member who asked for it.</summary>
internal sealed class PasskeyChallenges(Tables tables)
{
    private const string Name = "passkeychallenges";

    public static readonly TimeSpan Life = TimeSpan.FromMinutes(5);

    public async Task<string> Give(Caller caller, CancellationToken cancellation)
    {
        var table = await tables.Open(Name, cancellation);
        var challenge = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        await Sweep(table, caller, cancellation);
        await table.AddEntityAsync(new TableEntity(Partition(caller), challenge) { ["ExpiresAt"] = caller.At + Life }, cancellation);
        return challenge;
    }

    /// <summary>False: it was never given to this member, was used, or is too old.</summary>
    public async Task<bool> Take(Caller caller, string challenge, CancellationToken cancellation)
    {
        var table = await tables.Open(Name, cancellation);
        var found = await table.GetEntityIfExistsAsync<TableEntity>(Partition(caller), challenge, cancellationToken: cancellation);
        if (!found.HasValue) return false;
        try
        {
            using var answer = await table.DeleteEntityAsync(found.Value!.PartitionKey, challenge, found.Value.ETag, cancellation);
            return answer.Status != 404 && found.Value.GetDateTimeOffset("ExpiresAt") >= caller.At;
        }
        catch (RequestFailedException lost) when (lost.Status is 404 or 412)
        {
            return false;
        }
    }

    /// <summary>Registrations are rare: whoever begins one takes away what they left of earlier ones.</summary>
    private static async Task Sweep(TableClient table, Caller caller, CancellationToken cancellation)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {Partition(caller)} and ExpiresAt lt {caller.At}");
        await foreach (var old in table.QueryAsync<TableEntity>(filter, cancellationToken: cancellation))
            await table.DeleteEntityAsync(old.PartitionKey, old.RowKey, ETag.All, cancellation);
    }

    private static string Partition(Caller caller) => $"{caller.Tenant}|{caller.Member.Id}";
}
