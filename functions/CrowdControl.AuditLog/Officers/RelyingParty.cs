namespace CrowdControl.AuditLog.Officers;

/// <summary>The site for which passkeys sign.</summary>
/// <param name="Id">Its domain, such as crowdcontrol.wexmoor.police.example: passkeys are bound to it.</param>
/// <param name="Origins">Where its pages come from, such as https://crowdcontrol.wexmoor.police.example. Null where they are not
/// known, as offline: then every origin that WebAuthn itself lets ask for the domain is taken.</param>
public sealed record RelyingParty(string Id, IReadOnlyCollection<string>? Origins = null)
{
    /// <summary>Lower-case letters, digits, hyphens and dots, as the host part of an address is written.</summary>
    public static bool IsId(string text) => text.Length is > 0 and <= 253
        && text.All(c => c is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '-' or '.')
        && Uri.CheckHostName(text) == UriHostNameType.Dns;

    /// <summary>Whether WebAuthn lets a page of that origin ask for the domain: https on the domain or below it, or this machine.</summary>
    public static bool MayAsk(string id, string origin) => Uri.TryCreate(origin, UriKind.Absolute, out var address)
        && address.GetLeftPart(UriPartial.Authority) == origin && address.UserInfo.Length == 0
        && (address.Host == id || address.Host.EndsWith("." + id, StringComparison.Ordinal))
        && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.Host == "localhost"));

    /// <exception cref="FormatException">Nobody may ask from there.</exception>
    internal void RequireOrigin(string origin)
    {
        if (!MayAsk(Id, origin) || Origins?.Contains(origin) == false)
            throw new FormatException($"The page that asked came from {origin}, which is not a page of {Id}.");
    }
}
