using CrowdControl.LocalRuntime.Neighbours.Network.Ledger;
using CrowdControl.LocalRuntime.Neighbours.Network.Xrpc;

namespace CrowdControl.LocalRuntime.Neighbours.Network.Records;

/// <summary>Reading anybody's records.</summary>
internal sealed class ReadingMethods(NetworkLedger ledger)
{
    public IEnumerable<XrpcMethod> All =>
    [
        new("com.atproto.repo.getRecord", XrpcAuth.Anybody, Get),
        new("com.atproto.repo.listRecords", XrpcAuth.Anybody, List),
        new("com.atproto.repo.describeRepo", XrpcAuth.Anybody, Describe),
    ];

    private object Get(XrpcCall call)
    {
        var (repo, collection, rkey) = (call.Identifier("repo"), call.Required("collection"), call.Required("rkey"));
        var did = ledger.Accounts.Find(repo)?.Did ?? throw XrpcFault.Invalid("Could not locate record");
        var record = ledger.Repositories.Find(did, collection, rkey);
        return record is not null && (call.Parameter("cid") ?? record.Cid) == record.Cid
            ? Shown(record)
            : throw XrpcFault.Invalid($"Could not locate record: {AtUri.Of(did, collection, rkey)}", "RecordNotFound");
    }

    private object List(XrpcCall call)
    {
        var (repo, collection, limit) = (call.Identifier("repo"), call.Required("collection"), call.Limit());
        var did = ledger.Accounts.Find(repo)?.Did ?? throw XrpcFault.Invalid($"Could not find repo: {repo}");
        var page = ledger.Repositories.Of(did).Page(collection, limit, call.Parameter("cursor"), call.Flag("reverse"));
        return new { records = page.Select(Shown).ToArray(), cursor = page is [.., var last] ? last.Rkey : null };
    }

    private object Describe(XrpcCall call)
    {
        var account = ledger.Accounts.Find(call.Identifier("repo")) ?? throw XrpcFault.Invalid($"Could not find user: {call.Parameter("repo")}");
        return new
        {
            handle = account.Handle,
            did = account.Did,
            didDoc = Accounts.Did.Document(account, call.Server),
            collections = ledger.Repositories.Of(account.Did).Collections,
            handleIsCorrect = true,
        };
    }

    private static object Shown(NetworkRecord record) => new { uri = record.Uri, cid = record.Cid, value = record.Value };
}
