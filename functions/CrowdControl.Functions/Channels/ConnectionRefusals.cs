using CrowdControl.Domain;
using CrowdControl.Functions.Networks;

namespace CrowdControl.Functions.Channels;

/// <summary>Says at the field what an administrator can do about a sign-in that failed.</summary>
internal static class ConnectionRefusals
{
    public static Refusal Of(NetworkException refused) => refused.Fault switch
    {
        NetworkFault.CredentialRejected => new Refusal.Invalid(new Dictionary<string, string>
        {
            ["identifier"] = "The network does not know this handle with this password.",
            ["secret"] = "Check it, or make a new app password on the network.",
        }),
        NetworkFault.Unreachable => new Refusal.Invalid("server", $"This server does not answer just now. Check the address, or try again later. ({refused.Message})"),
        NetworkFault.Nonsense => new Refusal.Invalid("server", "What answers at this address is not a server of that network. Check the address."),
        NetworkFault.Throttled => new Refusal.WrongState(refused.RetryAt is { } at
            ? $"The network asks us to wait. Try again after {at.UtcDateTime:HH:mm} UTC."
            : "The network asks us to wait. Try again in a few minutes."),
        _ => new Refusal.Invalid("identifier", $"The network refused the sign-in. ({refused.Message})"),
    };
}
