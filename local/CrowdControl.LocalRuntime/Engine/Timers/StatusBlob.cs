using Azure;
using Azure.Storage.Blobs;

namespace CrowdControl.LocalRuntime.Engine.Timers;

/// <summary>Where the state of a timer's schedule is kept over restarts, as the real host names and writes it.</summary>
internal sealed class StatusBlob(BlobContainerClient hosts, TimerSettings settings)
{
    private readonly BlobClient _blob = hosts.GetBlobClient($"timers/{settings.BlobName}/status");

    /// <summary>Null where none was kept yet.</summary>
    public async Task<ScheduleState?> Read(CancellationToken cancellation)
    {
        try
        {
            var kept = await _blob.DownloadContentAsync(cancellation);
            return ScheduleState.Parse(kept.Value.Content.ToString());
        }
        catch (RequestFailedException missing) when (missing.Status == 404)
        {
            return null;
        }
    }

    public async Task Write(ScheduleState state, CancellationToken cancellation)
    {
        await hosts.CreateIfNotExistsAsync(cancellationToken: cancellation);
        await _blob.UploadAsync(BinaryData.FromString(state.ToString()), overwrite: true, cancellation);
    }
}
