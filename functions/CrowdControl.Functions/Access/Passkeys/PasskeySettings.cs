using CrowdControl.AuditLog.Officers;
using CrowdControl.Functions.Hosting;
using Microsoft.Extensions.Configuration;

namespace CrowdControl.Functions.Access.Passkeys;

/// <summary>Where passkeys are used, and what has to be signed with one.</summary>
/// <param name="Required">Names of acts, such as <c>post.approved</c>, that are refused to a person who does not sign them.</param>
internal sealed record PasskeySettings(RelyingParty Party, IReadOnlySet<string> Required)
{
    private const string Example = "https://crowdcontrol.wexmoor.police.example";

    /// <summary>Acts that are done on routes with <see cref="SignsAttribute"/> alone.</summary>
    private static readonly string[] Signable =
    [
        "post.requested", "post.approved", "post.rejected", "post.changes-requested", "hold.set", "hold.release-asked", "hold.cleared", "hold.kept",
        "erasure.approved", "disclosure.requested", "disclosure.approved", "disclosure.refused",
    ];

    /// <exception cref="InvalidOperationException">A setting is missing or makes no sense; the message names it.</exception>
    public static PasskeySettings Read(IConfiguration configuration)
    {
        var address = configuration.RequiredAddress("Passkeys__Origin", Example);
        var origin = address.GetLeftPart(UriPartial.Authority);
        var required = (configuration["Passkeys__Required".Replace("__", ":", StringComparison.Ordinal)] ?? "")
            .Split(' ', StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.Ordinal);
        if (required.FirstOrDefault(act => !Signable.Contains(act)) is { } unknown)
            throw new InvalidOperationException($"Passkeys__Required names {unknown}, which nobody can sign. These can be: {string.Join(' ', Signable)}.");
        // A browser gives passkeys to domains and to localhost alone. On a bare address the app runs, and nobody can register one.
        return new PasskeySettings(new RelyingParty(address.Host, [origin]), required);
    }
}
