using System.Text.Json;

namespace CrowdControl.LocalRuntime.Neighbours.Network.Records;

/// <summary>One record in somebody's repository. Nothing about it ever changes: an update is a new one in its place.</summary>
/// <param name="Value">As the client sent it, with <c>$type</c>.</param>
/// <param name="IndexedAt">When the network first saw it.</param>
/// <param name="Rev">Its repository's revision; later on the network is greater.</param>
internal sealed record NetworkRecord(string Did, string Collection, string Rkey, string Cid, JsonElement Value, DateTimeOffset IndexedAt, string Rev)
{
    public string Uri { get; } = AtUri.Of(Did, Collection, Rkey);
}
