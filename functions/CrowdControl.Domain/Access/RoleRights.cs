using System.Collections.Frozen;

namespace CrowdControl.Domain.Access;

/// <summary>The matrix: which permissions a role carries. Closed by default: what is not listed is not permitted.</summary>
public static class RoleRights
{
    private static readonly FrozenDictionary<Role, FrozenSet<Permission>> Matrix = new Dictionary<Role, FrozenSet<Permission>>
    {
        [Role.Author] = Of(Permission.DraftPosts),
        [Role.Approver] = Of(Permission.DraftPosts, Permission.ReviewPosts, Permission.RecallPosts),
        [Role.Publisher] = Of(
            Permission.DraftPosts, Permission.ReleasePosts, Permission.RecallPosts, Permission.TakeDownPosts, Permission.PauseChannels,
            Permission.ReadMentions, Permission.Reply, Permission.ReadLedger),
        [Role.DigitalDesk] = Of(
            Permission.DraftPosts, Permission.RecallPosts, Permission.ReadMentions, Permission.Reply, Permission.ManageWatches,
            Permission.ManageFeeds, Permission.AddEvidence, Permission.ReadEvidence, Permission.PlaceHolds,
            Permission.BuildDisclosures),
        [Role.DutyOfficer] = Of(
            Permission.DraftPosts, Permission.ReviewPosts, Permission.ReleasePosts, Permission.RecallPosts, Permission.TakeDownPosts,
            Permission.PauseChannels, Permission.ReadMentions, Permission.Reply, Permission.ManageWatches, Permission.AuthoriseWatches,
            Permission.ManageFeeds, Permission.ReadLedger, Permission.AddEvidence, Permission.ReadEvidence, Permission.PlaceHolds,
            Permission.BuildDisclosures),
        [Role.SafeguardingLead] = Of(
            Permission.DraftPosts, Permission.ReviewPosts, Permission.RecallPosts, Permission.TakeDownPosts, Permission.ReadMentions,
            Permission.Reply, Permission.ManageWatches, Permission.AuthoriseWatches, Permission.AddEvidence, Permission.ReadEvidence,
            Permission.PlaceHolds, Permission.BuildDisclosures),
        [Role.ProfessionalStandards] = Of(
            Permission.ReadLedger, Permission.CloseRecord, Permission.AddEvidence, Permission.ReadEvidence, Permission.PlaceHolds, Permission.ReleaseHolds,
            Permission.ApproveErasure, Permission.BuildDisclosures, Permission.ApproveDisclosures),
        [Role.InformationAssetOwner] = Of(
            Permission.AuthoriseWatches, Permission.ReadLedger, Permission.CloseRecord, Permission.ReadEvidence, Permission.PlaceHolds, Permission.ReleaseHolds,
            Permission.ApproveErasure, Permission.ManageRetention, Permission.BuildDisclosures, Permission.ApproveDisclosures),
        [Role.Administrator] = Of(Permission.ManageMembers, Permission.ManageChannels, Permission.ReadAdministrativeLedger),
        [Role.ApiCaller] = Of(Permission.DraftPosts, Permission.ReadMentions),
    }.ToFrozenDictionary();

    public static IReadOnlySet<Permission> Permissions(this Role role) =>
        Matrix.TryGetValue(role, out var rights) ? rights : FrozenSet<Permission>.Empty;

    /// <summary>True for roles that write, release or sign off content: an administrator holds none of them.</summary>
    public static bool HasSayOverContent(this Role role) =>
        role.Permissions().Any(right => right is Permission.DraftPosts or Permission.ReviewPosts or Permission.ReleasePosts);

    private static FrozenSet<Permission> Of(params Permission[] rights) => rights.Append(Permission.SeeOverview).ToFrozenSet();
}
