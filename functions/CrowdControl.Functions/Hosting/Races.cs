using Azure;
using Azure.Data.Tables;

namespace CrowdControl.Functions.Hosting;

/// <summary>Writes that somebody else may have been quicker with, which is an answer and no fault.</summary>
internal static class Races
{
    /// <summary>False: there is a row of that key.</summary>
    public static async Task<bool> Insert<T>(this TableClient table, T row, CancellationToken cancellation) where T : ITableEntity
    {
        try
        {
            await table.AddEntityAsync(row, cancellation);
            return true;
        }
        catch (RequestFailedException there) when (there.Status == 409)
        {
            return false;
        }
    }

    /// <summary>False: somebody changed the row since it was read as <paramref name="version"/>.</summary>
    public static async Task<bool> Replace<T>(this TableClient table, T row, ETag version, CancellationToken cancellation)
        where T : ITableEntity
    {
        try
        {
            await table.UpdateEntityAsync(row, version, TableUpdateMode.Replace, cancellation);
            return true;
        }
        catch (RequestFailedException lost) when (lost.Status == 412)
        {
            return false;
        }
    }
}
