using CrowdControl.AuditLog.Journal;
using CrowdControl.AuditLog.Sequencing;
using CrowdControl.Functions.Auditing.Index;
using CrowdControl.Functions.Auditing.Signing;

namespace CrowdControl.Functions.Auditing.Log;

/// <summary>An organisation's log and what belongs to it.</summary>
/// <param name="Folder">Its folder on storage, such as log1.</param>
/// <param name="Number">1 for the first; the next was opened after it was closed.</param>
internal sealed record OpenLog(SequencedLog Log, ILogStore Store, LogIndex Index, KeyRing Keys, string Folder, int Number) : IAsyncDisposable
{
    /// <summary>When it was last known that no later log was opened.</summary>
    public DateTimeOffset Looked { get; set; }

    /// <summary>The name under which the outside world knows it.</summary>
    public required string Origin { get; init; }

    /// <summary>What belongs to no channel, case or member stands in a stream that bears the log's name.</summary>
    public string StreamOf(string stream) => stream == AuditLeaf.SystemStream ? stream + Folder : stream;

    public async ValueTask DisposeAsync()
    {
        await Log.DisposeAsync();
        Index.Dispose();
    }

    public void Deconstruct(out SequencedLog log, out ILogStore store) => (log, store) = (Log, Store);
}
