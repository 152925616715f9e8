using CrowdControl.Domain;
using CrowdControl.Domain.Access;
using CrowdControl.Domain.Channels;

namespace CrowdControl.Functions.Channels;

/// <summary>The channel is the organisation's, and the caller's rights do not reach it.</summary>
internal static class OutOfScope
{
    public static Refusal.NotPermitted Of(Permission permission, Channel channel) => new(
        $"Your roles do not give you {permission} on {channel.DisplayName}. An administrator can give you a role over it.");
}
