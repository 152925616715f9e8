using System.Security.Cryptography;
using System.Text;
using CrowdControl.Domain;

namespace CrowdControl.Functions.Hosting;

/// <summary>Names of the containers that an organisation's record has to itself: <c>audit-[what]-[organisation]</c>.</summary>
internal static class TenantContainer
{
    private const int LongestPart = 40;

    /// <summary>3 to 63 lower-case letters, digits and single hyphens.</summary>
    public static string Of(string what, TenantId tenant) => $"audit-{what}{EndingOf(tenant)}";

    public static string EndingOf(TenantId tenant)
    {
        var plain = tenant.Value.Length <= LongestPart && tenant.Value.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-')
            && !tenant.Value.Contains("--", StringComparison.Ordinal) && !tenant.Value.StartsWith('-') && !tenant.Value.EndsWith('-');
        return "-" + (plain ? tenant.Value : "x" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(tenant.Value)))[..LongestPart]);
    }
}
