namespace CrowdControl.Domain.Access;

/// <summary>One thing that a member may be allowed to do. The names are used in the API and on the page.</summary>
public enum Permission
{
    /// <summary>See what concerns the whole organisation without its content: channels, counts.</summary>
    SeeOverview,
    DraftPosts,
    ReviewPosts,
    ReleasePosts,
    RecallPosts,
    TakeDownPosts,
    PauseChannels,
    ManageChannels,
    ReadMentions,
    Reply,
    ManageWatches,
    AuthoriseWatches,
    ManageFeeds,
    ManageMembers,
    ReadLedger,

    /// <summary>Read what the record says of members, roles, channels and settings, and nothing of content.</summary>
    ReadAdministrativeLedger,

    /// <summary>Ask for a disclosure pack, and take it away once somebody else has approved it.</summary>
    BuildDisclosures,
    ApproveDisclosures,
}
