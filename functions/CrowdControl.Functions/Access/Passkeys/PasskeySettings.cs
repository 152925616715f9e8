using CrowdControl.AuditLog.Officers;
using CrowdControl.Functions.Hosting;
using Microsoft.Extensions.Configuration;

namespace CrowdControl.Functions.Access.Passkeys;

/// <summary>Where passkeys are used, and what has to be signed with one.</summary>
/// <param name="Required">Names of acts, such as <c>post.approved</c>, that are refused to a person who does not sign them.</param>
internal sealed record PasskeySettings(RelyingParty Party, IReadOnlySet<string> Required)
{
    private const string Example = "https://crowdcontrol.wexmoor.police.example";

    /// <exception cref="InvalidOperationException">A setting is missing or makes no sense; the message names it.</exception>
    public static PasskeySettings Read(IConfiguration configuration)
    {
        var address = configuration.RequiredAddress("Passkeys__Origin", Example);
        var origin = address.GetLeftPart(UriPartial.Authority);
        // A browser gives passkeys to domains and to localhost alone. On a bare address the app runs, and nobody can register one.
        return new PasskeySettings(
            new RelyingParty(address.Host, [origin]),
            (configuration["Passkeys__Required".Replace("__", ":", StringComparison.Ordinal)] ?? "")
                .Split(' ', StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.Ordinal));
    }
}
