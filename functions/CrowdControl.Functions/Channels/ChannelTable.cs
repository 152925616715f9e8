using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using CrowdControl.Domain;
using CrowdControl.Domain.Channels;
using CrowdControl.Functions.Hosting;

namespace CrowdControl.Functions.Channels;

/// <summary>The register of channels, one partition an organisation. Beside each channel lie the claims that keep its handle and its
/// account from being registered twice.</summary>
internal sealed class ChannelTable(Tables tables)
{
    private const string Name = "channels";

    public async Task<StoredChannel?> Get(TenantId tenant, ChannelId id, CancellationToken cancellation)
    {
        var table = await tables.Open(Name, cancellation);
        var found = await table.GetEntityIfExistsAsync<ChannelRow>(tenant.Value, ChannelRow.Key(id), cancellationToken: cancellation);
        return found.HasValue ? found.Value!.Stored() : null;
    }

    public IAsyncEnumerable<StoredChannel> List(TenantId tenant, CancellationToken cancellation) =>
        Query(TableClient.CreateQueryFilter(
            $"PartitionKey eq {tenant.Value} and RowKey ge {ChannelRow.Prefix} and RowKey lt {ChannelRow.Prefix + "~"}"), cancellation);

    /// <summary>Every channel of every organisation. The table holds little else, so the scan reads what it is after.</summary>
    public IAsyncEnumerable<StoredChannel> Everywhere(CancellationToken cancellation) =>
        Query(TableClient.CreateQueryFilter($"RowKey ge {ChannelRow.Prefix} and RowKey lt {ChannelRow.Prefix + "~"}"), cancellation);

    /// <summary>Insert only.</summary>
    public async Task<Written> Add(Channel channel, string fingerprint, CancellationToken cancellation)
    {
        var row = ChannelRow.Of(channel, fingerprint, revision: 0);
        return await Submit(
        [
            new(TableTransactionActionType.Add, row),
            new(TableTransactionActionType.Add, ChannelClaim.Handle(channel)),
        ], cancellation);
    }

    /// <summary>Writes the change and moves the claims with it.</summary>
    public async Task<Written> Change(StoredChannel from, Channel to, CancellationToken cancellation)
    {
        var actions = new List<TableTransactionAction>
        {
            new(TableTransactionActionType.UpdateReplace, ChannelRow.Of(to, from.Fingerprint, from.Revision + 1), from.Version),
        };
        if (ChannelClaim.Handle(from.Channel).RowKey != ChannelClaim.Handle(to).RowKey)
        {
            actions.Add(new(TableTransactionActionType.Delete, ChannelClaim.Handle(from.Channel)));
            actions.Add(new(TableTransactionActionType.Add, ChannelClaim.Handle(to)));
        }

        if (from.Channel.Connection is null && to.Connection is not null)
            actions.Add(new(TableTransactionActionType.Add, ChannelClaim.Account(to)));
        return await Submit(actions, cancellation);
    }

    private async Task<Written> Submit(List<TableTransactionAction> actions, CancellationToken cancellation)
    {
        var table = await tables.Open(Name, cancellation);
        try
        {
            await table.SubmitTransactionAsync(actions, cancellation);
            return Written.Done;
        }
        catch (TableTransactionFailedException lost) when (lost.Status is 412 or 409)
        {
            var row = lost.FailedTransactionActionIndex is { } index ? actions[index].Entity.RowKey : "";
            return ChannelClaim.IsHandle(row) ? Written.HandleTaken : ChannelClaim.IsAccount(row) ? Written.AccountTaken : Written.TooLate;
        }
    }

    private async IAsyncEnumerable<StoredChannel> Query(string filter, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var table = await tables.Open(Name, cancellation);
        await foreach (var row in table.QueryAsync<ChannelRow>(filter, cancellationToken: cancellation)) yield return row.Stored();
    }
}

/// <summary>What came of a write: done, or what was there before it.</summary>
internal enum Written { Done, TooLate, HandleTaken, AccountTaken }

/// <summary>A channel as it was read.</summary>
/// <param name="Fingerprint">Of the request that registered it.</param>
/// <param name="Revision">How often it was changed.</param>
internal sealed record StoredChannel(Channel Channel, string Fingerprint, int Revision, ETag Version);
