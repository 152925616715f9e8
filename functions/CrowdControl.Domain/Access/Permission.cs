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

    /// <summary>Close a record that lost what it signed, and open the next.</summary>
    CloseRecord,

    /// <summary>Ask for a disclosure pack, and take it away once somebody else has approved it.</summary>
    BuildDisclosures,
    ApproveDisclosures,

    /// <summary>Open a case, take evidence into it, move it to another class.</summary>
    AddEvidence,

    /// <summary>See cases and exhibits; what is in an exhibit is shown for a reason only, and that it was is recorded.</summary>
    ReadEvidence,
    PlaceHolds,

    /// <summary>As one of two people: ask for a hold to be released, or decide it; read what is restricted.</summary>
    ReleaseHolds,

    /// <summary>As one of two people: say yes or no to an erasure or a disposal.</summary>
    ApproveErasure,

    /// <summary>Set how long evidence is kept, and review what has run out.</summary>
    ManageRetention,
}
