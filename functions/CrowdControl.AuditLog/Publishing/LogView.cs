using CrowdControl.AuditLog.Sequencing;
using CrowdControl.AuditLog.Tree;

namespace CrowdControl.AuditLog.Publishing;

/// <summary>The log as it stood at one moment, between two frames; it stays as it is while the log goes on.</summary>
/// <param name="Partial">By level, the hashes of the tile at the right edge.</param>
/// <param name="Waiting">Full tiles that are not on storage yet.</param>
internal sealed record LogView(
    long Size, Digest Root, FramePlace Place, long Epoch, IReadOnlyList<Digest[]> Partial, IReadOnlyList<FullTile> Waiting);
