namespace CrowdControl.Domain.Channels;

/// <summary>A channel stays with one account: its history, approvals and record are that account's.</summary>
public sealed record AnotherAccount(string Handle) : Refusal(
    $"This is the account of @{Handle}, and the channel belongs to another one. Check the identifier, or register a channel of its own for it.");

/// <summary>One account is one channel: two would answer for each other's posts.</summary>
public sealed record HandleTaken(string Handle) : Refusal(
    $"@{Handle} is registered here already. Use that channel, or check the spelling.");

/// <summary>The account behind the credential is the one of another channel.</summary>
public sealed record AccountTaken(string Handle) : Refusal(
    $"The account of @{Handle} is connected to another channel here already.");
