using System.Text.Json.Nodes;
using CrowdControl.LocalRuntime.Neighbours.Network.Accounts;
using CrowdControl.LocalRuntime.Neighbours.Network.Ledger;
using CrowdControl.LocalRuntime.Neighbours.Network.Lexicons;
using CrowdControl.LocalRuntime.Neighbours.Network.Records;
using CrowdControl.LocalRuntime.Neighbours.Network.Timelines;

namespace CrowdControl.LocalRuntime.Neighbours.Network.Views;

/// <summary>Accounts as the protocol shows them, in three sizes.</summary>
internal sealed class ProfileViews(NetworkLedger ledger, Uri server)
{
    public JsonObject Basic(string did)
    {
        var profile = Profile(did);
        var view = new JsonObject
        {
            ["did"] = did,
            ["handle"] = ledger.Accounts.WithDid(did)?.Handle ?? "handle.invalid",
        };
        if (RecordFields.Text(profile?.Value, "displayName") is { } name) view["displayName"] = name;
        if (Image(did, profile, "avatar") is { } avatar) view["avatar"] = avatar;
        view["associated"] = new JsonObject { ["activitySubscription"] = new JsonObject { ["allowSubscriptions"] = "followers" } };
        view["labels"] = new JsonArray();
        if (RecordFields.Text(profile?.Value, "createdAt") is { } created) view["createdAt"] = created;
        return view;
    }

    public JsonObject Plain(string did)
    {
        var view = Basic(did);
        if (Profile(did) is not { } profile) return view;
        if (RecordFields.Text(profile.Value, "description") is { Length: > 0 } description) view["description"] = description;
        view["indexedAt"] = Formats.Write(Post.SortAtOf(profile));
        return view;
    }

    public JsonObject Detailed(Account account)
    {
        var view = Plain(account.Did);
        if (Image(account.Did, Profile(account.Did), "banner") is { } banner) view["banner"] = banner;
        var associated = view["associated"]!;
        foreach (var kind in new[] { "lists", "feedgens", "starterPacks" }) associated[kind] = 0;
        associated["labeler"] = false;
        view["followersCount"] = ledger.Graph.Count(Collections.Follow, account.Did);
        view["followsCount"] = ledger.Repositories.Of(account.Did).Count(Collections.Follow);
        view["postsCount"] = ledger.Posts.CountBy(account.Did);
        return view;
    }

    private NetworkRecord? Profile(string did) => ledger.Repositories.Find(did, Collections.Profile, "self");

    private string? Image(string did, NetworkRecord? profile, string name) =>
        RecordFields.Property(profile?.Value, name) is { } blob && BlobReference.Read(blob) is { } image
            ? ImageRoutes.Address(server, name, did, image.Cid)
            : null;
}
