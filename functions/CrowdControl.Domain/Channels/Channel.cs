namespace CrowdControl.Domain.Channels;

/// <summary>One official account on one network, and whether anything stands in the way of publishing there.</summary>
/// <param name="Handle">What the network calls it now, or what the administrator typed before it was connected.</param>
/// <param name="Owner">Who answers for it.</param>
/// <param name="Connection">Null until an administrator connected it.</param>
/// <param name="Paused">Why a publisher stopped it; null when it is not paused.</param>
/// <param name="ReAuthRequired">Why the credential no longer works; null while it does.</param>
public sealed partial record Channel(
    TenantId Tenant,
    ChannelId Id,
    string Network,
    string Handle,
    string DisplayName,
    string Purpose,
    MemberId Owner,
    ChannelConnection? Connection,
    string? Paused,
    string? ReAuthRequired,
    bool Retired)
{
    /// <summary>The strictest block present, in the order of product reference, section 3.5.</summary>
    public ChannelStatus Status => this switch
    {
        { Retired: true } => ChannelStatus.Retired,
        { Connection: null } => ChannelStatus.Registered,
        { ReAuthRequired: not null } => ChannelStatus.ReAuthRequired,
        { Paused: not null } => ChannelStatus.Paused,
        _ => ChannelStatus.Active,
    };

    /// <summary>Why nothing may be published here now; null when it may. Closed by default: only an active channel publishes.</summary>
    public string? Halt => Status switch
    {
        ChannelStatus.Active => null,
        ChannelStatus.Retired => "The channel is retired.",
        ChannelStatus.Registered => "The channel is not connected to its network yet.",
        ChannelStatus.ReAuthRequired => $"The channel has to be connected again: {ReAuthRequired}",
        ChannelStatus.Paused => $"The channel is paused: {Paused}",
        _ => "The channel is blocked.",
    };

    /// <summary>Reading goes on whatever stops publishing, as long as there is a credential that works.</summary>
    public bool IsRead => Status is ChannelStatus.Active or ChannelStatus.Paused;
}

/// <summary>Whose account it is on the network. The credential itself is in the vault.</summary>
/// <param name="AccountId">The network's permanent id, such as a DID.</param>
public sealed record ChannelConnection(Uri Server, string AccountId, DateTimeOffset ConnectedAt);

/// <summary>Where a channel stands. LockedDown, Suspended and NetworkRestricted come with the acts that set them.</summary>
public enum ChannelStatus { Registered, Active, Paused, ReAuthRequired, NetworkRestricted, LockedDown, Suspended, Retired }
