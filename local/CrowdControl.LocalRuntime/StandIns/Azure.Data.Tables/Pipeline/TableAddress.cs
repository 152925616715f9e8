namespace Azure.Data.Tables.Pipeline;

/// <summary>A table's name within an address, where a client is given the address of the table itself.</summary>
internal static class TableAddress
{
    /// <exception cref="ArgumentException">The address names no table.</exception>
    public static string NameIn(Uri address, string? signature)
    {
        ArgumentNullException.ThrowIfNull(address);
        var named = System.Web.HttpUtility.ParseQueryString(signature ?? address.Query)["tn"];
        if (!string.IsNullOrEmpty(named)) return named;
        var last = address.Segments[^1].Trim('/');
        if (address.Segments.Length < (OnEmulator(address) ? 3 : 2) || last.Length == 0)
            throw new ArgumentException("The address names no table.", nameof(address));
        return last;
    }

    /// <summary>The account's address, given that or the table's.</summary>
    public static Uri Service(Uri address, string tableName)
    {
        var path = address.AbsolutePath.TrimEnd('/');
        if (!path.EndsWith("/" + tableName, StringComparison.OrdinalIgnoreCase)) return address;
        if (OnEmulator(address) && address.Segments.Length < 3) return address;
        return new UriBuilder(address) { Path = path[..^tableName.Length] }.Uri;
    }

    private static bool OnEmulator(Uri address) => address.IsLoopback || address.HostNameType == UriHostNameType.IPv4;
}
