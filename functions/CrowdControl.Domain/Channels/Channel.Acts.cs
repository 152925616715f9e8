namespace CrowdControl.Domain.Channels;

public sealed partial record Channel
{
    public const int MaximumHandle = 253;
    public const int MaximumDisplayName = 80;
    public const int MaximumPurpose = 500;

    /// <summary>Enters an account in the register; nothing is published on it before it is connected.</summary>
    public static Outcome<Channel> Register(
        TenantId tenant, ChannelId id, string network, string handle, string displayName, string purpose, MemberId owner)
    {
        var fields = new Dictionary<string, string>();
        var plain = handle.Trim().TrimStart('@');
        if (plain.Length is 0 or > MaximumHandle || plain.Any(c => c is <= ' ' or > '~'))
            fields["handle"] = "Give the handle as the network shows it, without the @ and without spaces.";
        if (Unfit(displayName, MaximumDisplayName)) fields["displayName"] = $"Give the channel a name of 1 to {MaximumDisplayName} characters.";
        if (Unfit(purpose, MaximumPurpose)) fields["purpose"] = $"Say who it speaks to and what about, in 1 to {MaximumPurpose} characters.";
        return fields.Count > 0
            ? new Refusal.Invalid(fields)
            : new Channel(tenant, id, network, plain, displayName.Trim(), purpose.Trim(), owner, null, null, null, false);
    }

    /// <summary>Keeps whose account it is. A credential that works again lifts <see cref="ReAuthRequired"/> and no other block.</summary>
    public Outcome<Channel> Connect(ChannelConnection connection, string handle)
    {
        if (Retired) return new Refusal.WrongState("The channel is retired, so it cannot be connected.");
        return Connection is { } before && before.AccountId != connection.AccountId
            ? new AnotherAccount(handle)
            : this with { Connection = connection, Handle = handle, ReAuthRequired = null };
    }

    /// <summary>Stops publishing, and keeps the first reason given. Reading goes on.</summary>
    public Outcome<Channel> Pause(string reason) => this switch
    {
        { Retired: true } => new Refusal.WrongState("The channel is retired, so nothing is published on it anyway."),
        { Connection: null } => new Refusal.WrongState("The channel is not connected, so nothing is published on it yet."),
        { Paused: not null } => this,
        _ => this with { Paused = reason },
    };

    /// <summary>Lifts the pause and no other block.</summary>
    public Outcome<Channel> Resume() => Retired
        ? new Refusal.WrongState("The channel is retired, so it cannot be resumed.")
        : this with { Paused = null };

    /// <summary>The network no longer takes the credential. What was found with an older connection changes nothing.</summary>
    public Channel Reject(string why, DateTimeOffset? connectedAt) =>
        Connection is { } now && now.ConnectedAt == connectedAt && ReAuthRequired is null ? this with { ReAuthRequired = why } : this;

    /// <summary>Handles are the same in upper and lower case.</summary>
    public bool IsOf(string network, string handle) => Network == network && string.Equals(Handle, handle, StringComparison.OrdinalIgnoreCase);

    private static bool Unfit(string text, int most) => string.IsNullOrWhiteSpace(text) || text.Length > most || text.Any(char.IsControl);
}
