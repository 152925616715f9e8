using System.Text.Json.Nodes;
using CrowdControl.LocalRuntime.Neighbours.Network.Accounts;
using CrowdControl.LocalRuntime.Neighbours.Network.Ledger;
using CrowdControl.LocalRuntime.Neighbours.Network.Xrpc;

namespace CrowdControl.LocalRuntime.Neighbours.Network.Views;

/// <summary>Profiles, one or many.</summary>
internal sealed class ActorMethods(NetworkLedger ledger)
{
    private const int MostActors = 25;

    public IEnumerable<XrpcMethod> All =>
    [
        new("app.bsky.actor.getProfile", XrpcAuth.Account, One),
        new("app.bsky.actor.getProfiles", XrpcAuth.Account, Many),
    ];

    private JsonObject One(XrpcCall call)
    {
        var account = ledger.Accounts.Find(call.Identifier("actor")) ?? throw XrpcFault.Invalid("Profile not found");
        return new ProfileViews(ledger, call.Server).Detailed(account);
    }

    private object Many(XrpcCall call)
    {
        call.Required("actors");
        var actors = call.Parameters("actors");
        if (actors.Count > MostActors) throw XrpcFault.Invalid($"Error: actors must not have more than {MostActors} elements");
        var views = new ProfileViews(ledger, call.Server);
        return new { profiles = actors.Select(ledger.Accounts.Find).OfType<Account>().DistinctBy(account => account.Did).Select(views.Detailed).ToArray() };
    }
}
