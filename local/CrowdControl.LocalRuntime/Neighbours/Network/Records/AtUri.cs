namespace CrowdControl.LocalRuntime.Neighbours.Network.Records;

/// <summary>The address of a record: <c>at://account/collection/key</c>.</summary>
internal readonly record struct AtUri(string Authority, string Collection, string Rkey)
{
    public static string Of(string did, string collection, string rkey) => $"at://{did}/{collection}/{rkey}";

    /// <summary>Null for anything that is not the address of a record.</summary>
    public static AtUri? Parse(string text) =>
        text.StartsWith("at://", StringComparison.Ordinal) && text[5..].Split('/') is [{ Length: > 0 } authority, { Length: > 0 } collection, { Length: > 0 } rkey]
            ? new AtUri(authority, collection, rkey)
            : null;

    public override string ToString() => Of(Authority, Collection, Rkey);
}
