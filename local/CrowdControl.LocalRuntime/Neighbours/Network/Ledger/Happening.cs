using System.Text.Json;
using System.Text.Json.Serialization;

namespace CrowdControl.LocalRuntime.Neighbours.Network.Ledger;

/// <summary>One thing that happened on the network: a line of the journal, from which everything else is rebuilt at start.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "happened")]
[JsonDerivedType(typeof(AccountOpened), "account-opened")]
[JsonDerivedType(typeof(AppPasswordMade), "app-password-made")]
[JsonDerivedType(typeof(SessionOpened), "session-opened")]
[JsonDerivedType(typeof(SessionRotated), "session-rotated")]
[JsonDerivedType(typeof(SessionEnded), "session-ended")]
[JsonDerivedType(typeof(RecordWritten), "record-written")]
[JsonDerivedType(typeof(RecordRemoved), "record-removed")]
[JsonDerivedType(typeof(BlobUploaded), "blob-uploaded")]
[JsonDerivedType(typeof(NotificationsSeen), "notifications-seen")]
internal abstract record Happening(DateTimeOffset At);

internal sealed record AccountOpened(DateTimeOffset At, string Did, string Handle, string Email, string PasswordHash) : Happening(At);

internal sealed record AppPasswordMade(DateTimeOffset At, string Did, string Name, string PasswordHash, bool Privileged) : Happening(At);

internal sealed record SessionOpened(DateTimeOffset At, string Id, string Did, string? AppPassword, DateTimeOffset ExpiresAt) : Happening(At);

/// <param name="GraceUntil">Till then the old token still gets the same successor, as two tabs of one browser need.</param>
internal sealed record SessionRotated(DateTimeOffset At, string Id, string NextId, DateTimeOffset GraceUntil) : Happening(At);

internal sealed record SessionEnded(DateTimeOffset At, string Id) : Happening(At);

/// <summary>A record came to be or was replaced; <paramref name="Commit"/> and <paramref name="Rev"/> are its repository's from then on.</summary>
internal sealed record RecordWritten(
    DateTimeOffset At, string Did, string Collection, string Rkey, string Cid, JsonElement Value, string Commit, string Rev) : Happening(At);

internal sealed record RecordRemoved(
    DateTimeOffset At, string Did, string Collection, string Rkey, string Commit, string Rev) : Happening(At);

internal sealed record BlobUploaded(DateTimeOffset At, string Did, string Cid, string MimeType, long Size) : Happening(At);

internal sealed record NotificationsSeen(DateTimeOffset At, string Did, DateTimeOffset SeenAt) : Happening(At);
