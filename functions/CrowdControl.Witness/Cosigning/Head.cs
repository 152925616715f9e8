using CrowdControl.AuditLog.Notes;
using CrowdControl.AuditLog.Tree;

namespace CrowdControl.Witness.Cosigning;

/// <summary>The latest checkpoint of a log that was cosigned here.</summary>
/// <param name="Size">Its entries.</param>
/// <param name="Root">Of their tree.</param>
/// <param name="At">When it was cosigned, in whole seconds.</param>
/// <param name="Note">The checkpoint, with the log's signature that was verified and the cosignature.</param>
internal sealed record Head(ulong Size, Digest Root, DateTimeOffset At, SignedNote Note);
