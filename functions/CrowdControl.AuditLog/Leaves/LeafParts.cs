namespace CrowdControl.AuditLog.Leaves;

/// <summary>Who acted (field act).</summary>
/// <param name="Id">Field r: pseudonymous, such as u:b81d.</param>
/// <param name="Role">In which role.</param>
/// <param name="Method">Field amr: how they proved who they are, such as fido2, or how the act came in, such as a card or a link.</param>
public sealed record LeafActor(string Id, string Role, string Method);

/// <summary>What was acted on (field obj).</summary>
/// <param name="Kind">Field k: such as post.</param>
/// <param name="Id">Pseudonymous, or a hash of content or of what else must be readable without a disclosure.</param>
public sealed record LeafSubject(string Kind, string Id);

/// <summary>Where a leaf stands in its stream (field seq): what shows that none was left out.</summary>
/// <param name="Stream">acct:..., case:..., user:... or sys:...</param>
/// <param name="Number">Field n: counts the stream's entries, from 0.</param>
/// <param name="Previous">Field p: index in the log of the stream's previous entry; -1 for the first.</param>
public sealed record StreamPlace(string Stream, long Number, long Previous);
