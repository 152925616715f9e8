using System.Text.Json;
using System.Text.Json.Nodes;
using CrowdControl.LocalRuntime.Neighbours.Network.Accounts;
using CrowdControl.LocalRuntime.Neighbours.Network.Ledger;
using CrowdControl.LocalRuntime.Neighbours.Network.Lexicons;
using CrowdControl.LocalRuntime.Neighbours.Network.Records;
using CrowdControl.LocalRuntime.Neighbours.Network.Timelines;

namespace CrowdControl.LocalRuntime.Neighbours.Network.Pages;

/// <summary>Makes a post out of what a visitor typed, with its mentions, links and tags marked as a network client marks them.</summary>
internal sealed class SpokenPost(NetworkLedger ledger)
{
    private readonly RecordWriter _writer = new(ledger);

    /// <exception cref="Xrpc.XrpcFault">The network does not take it; the message says why.</exception>
    public NetworkRecord Say(Account by, string text, Post? answering)
    {
        var record = new JsonObject
        {
            ["$type"] = Collections.Post,
            ["text"] = text,
            ["createdAt"] = Formats.Write(ledger.Now),
        };
        if (TextMarks.Facets(text, handle => ledger.Accounts.Find(handle)?.Did) is { Count: > 0 } facets) record["facets"] = facets;
        if (answering is not null)
        {
            record["reply"] = new JsonObject
            {
                ["root"] = Reference(ledger.Posts.Find(answering.RootOrSelf) ?? answering),
                ["parent"] = Reference(answering),
            };
        }

        return _writer.Write(_writer.Prepare(by.Did, Collections.Post, rkey: null, JsonSerializer.SerializeToElement(record), validate: true));
    }

    private static JsonObject Reference(Post post) => new() { ["uri"] = post.Uri, ["cid"] = post.Record.Cid };
}
