using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using CrowdControl.Domain;
using CrowdControl.Domain.Publishing;

namespace CrowdControl.Functions.Publishing;

/// <summary>A submission for which something was due and has not been done.</summary>
internal sealed record OverdueSubmission(TenantId Tenant, SubmissionId Id, int Revision);

public sealed partial class SubmissionStore
{
    /// <summary>What was due before <paramref name="then"/>, in all organisations: one query, and one for each of them.</summary>
    internal async IAsyncEnumerable<OverdueSubmission> Overdue(DateTimeOffset then, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var table = await tables.Open(Table, cancellation);
        var all = TableClient.CreateQueryFilter($"PartitionKey eq {Organisations}");
        await foreach (var organisation in table.QueryAsync<TableEntity>(all, select: ["RowKey"], cancellationToken: cancellation))
        {
            var due = TableClient.CreateQueryFilter(
                $"PartitionKey eq {organisation.RowKey} and RowKey ge {"d-"} and RowKey lt {"d."} and DueAt lt {then}");
            await foreach (var row in table.QueryAsync<TableEntity>(due, cancellationToken: cancellation))
                yield return new OverdueSubmission(
                    new TenantId(organisation.RowKey), new SubmissionId(row.RowKey[2..]), row.GetInt32("Revision") ?? 0);
        }
    }

    /// <summary>Says when it is looked at again, where nothing else about it changed.</summary>
    internal async Task PutOff(Submission submission, DateTimeOffset until, CancellationToken cancellation)
    {
        var table = await tables.Open(Table, cancellation);
        try
        {
            await table.UpdateEntityAsync(DueRow(submission, until), ETag.All, TableUpdateMode.Replace, cancellation);
        }
        catch (RequestFailedException gone) when (gone.Status == 404)
        {
            // Somebody brought it to rest in between, so there is nothing left to look at.
        }
    }
}
