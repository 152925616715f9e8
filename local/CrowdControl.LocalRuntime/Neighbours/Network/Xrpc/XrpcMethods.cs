using CrowdControl.LocalRuntime.Neighbours.Network.Accounts;
using CrowdControl.LocalRuntime.Neighbours.Network.Ledger;
using CrowdControl.LocalRuntime.Neighbours.Network.Records;
using CrowdControl.LocalRuntime.Neighbours.Network.Views;

namespace CrowdControl.LocalRuntime.Neighbours.Network.Xrpc;

/// <summary>The part of the protocol that is spoken here.</summary>
internal static class XrpcMethods
{
    public static IEnumerable<XrpcMethod> All(NetworkLedger ledger, Tokens tokens) =>
    [
        .. new AccountMethods(ledger, tokens).All,
        .. new SessionMethods(ledger, tokens).All,
        .. new WritingMethods(ledger).All,
        .. new ReadingMethods(ledger).All,
        .. new BlobMethods(ledger).All,
        .. new ActorMethods(ledger).All,
        .. new FeedMethods(ledger).All,
        .. new NotificationMethods(ledger).All,
    ];
}
