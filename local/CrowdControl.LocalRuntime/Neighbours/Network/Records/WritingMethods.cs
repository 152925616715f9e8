using CrowdControl.LocalRuntime.Neighbours.Network.Ledger;
using CrowdControl.LocalRuntime.Neighbours.Network.Lexicons;
using CrowdControl.LocalRuntime.Neighbours.Network.Xrpc;
using static CrowdControl.LocalRuntime.Neighbours.Network.Lexicons.Shapes;

namespace CrowdControl.LocalRuntime.Neighbours.Network.Records;

/// <summary>Creating, replacing and deleting records in one's own repository.</summary>
internal sealed class WritingMethods(NetworkLedger ledger)
{
    private readonly RecordWriter _writer = new(ledger);

    public IEnumerable<XrpcMethod> All =>
    [
        Method("createRecord", Create, points: 3, new Field("rkey", Formats.RecordKey, Required: false), new Field("record", Object())),
        Method("putRecord", Put, points: 2, new Field("rkey", Formats.RecordKey), new Field("record", Object())),
        Method("deleteRecord", Delete, points: 1, new Field("rkey", Formats.RecordKey)),
    ];

    private static XrpcMethod Method(string name, Func<XrpcCall, object?> handle, int points, params Field[] fields) =>
        new($"com.atproto.repo.{name}", XrpcAuth.Account, handle)
        {
            Procedure = true,
            Input = Object([
                new Field("repo", Formats.Account), new Field("collection", Formats.Collection), .. fields,
                new Field("validate", Truth, Required: false)]),
            Charges = call =>
            [
                new RateCharge(RateLimits.WritesOfHour, call.Caller.Did, points),
                new RateCharge(RateLimits.WritesOfDay, call.Caller.Did, points),
            ],
        };

    private object Create(XrpcCall call)
    {
        var prepared = Prepare(call, Repository(call), call.OptionalText("rkey"));
        // Not a friendly answer, but the real server's: a client learns from it only that it has to look.
        if (ledger.Repositories.Find(prepared.Did, prepared.Collection, prepared.Rkey) is not null) throw XrpcFault.Internal();
        CheckCommit(call, prepared.Did);
        _writer.Write(prepared);
        return Written(prepared, changed: true);
    }

    private object Put(XrpcCall call)
    {
        var prepared = Prepare(call, Repository(call), call.Text("rkey"));
        var current = ledger.Repositories.Find(prepared.Did, prepared.Collection, prepared.Rkey)?.Cid;
        if (current == prepared.Cid) return Written(prepared, changed: false);
        CheckCommit(call, prepared.Did);
        CheckRecord(call, current);
        _writer.Write(prepared);
        return Written(prepared, changed: true);
    }

    private object Delete(XrpcCall call)
    {
        var did = Repository(call);
        if (ledger.Repositories.Find(did, call.Text("collection"), call.Text("rkey")) is not { } record) return new { };
        CheckCommit(call, did);
        CheckRecord(call, record.Cid);
        _writer.Remove(record);
        return new { commit = Commit(did) };
    }

    private string Repository(XrpcCall call)
    {
        var account = ledger.Accounts.Find(call.Text("repo")) ?? throw new XrpcFault(403, "AccountNotFound", "Account not found");
        return account.Did == call.Caller.Did ? account.Did : throw XrpcFault.NotYours();
    }

    private PreparedRecord Prepare(XrpcCall call, string did, string? rkey) => _writer.Prepare(
        did, call.Text("collection"), rkey, call.Body.GetProperty("record"),
        call.Body.TryGetProperty("validate", out var validate) ? validate.GetBoolean() : null);

    private void CheckCommit(XrpcCall call, string did)
    {
        var now = ledger.Repositories.Of(did).Commit;
        if (call.OptionalText("swapCommit") is { } expected && expected != now) throw XrpcFault.Invalid($"Commit was at {now}", "InvalidSwap");
    }

    /// <summary>Where the client says which record it means to replace, with null for none, that has to be the one that is there.</summary>
    private static void CheckRecord(XrpcCall call, string? current)
    {
        if (call.Body.TryGetProperty("swapRecord", out _) && call.OptionalText("swapRecord") != current)
            throw XrpcFault.Invalid($"Record was at {current ?? "null"}", "InvalidSwap");
    }

    private object Written(PreparedRecord prepared, bool changed) => new
    {
        uri = prepared.Uri,
        cid = prepared.Cid,
        commit = changed ? Commit(prepared.Did) : null,
        validationStatus = prepared.ValidationStatus,
    };

    private object Commit(string did)
    {
        var repository = ledger.Repositories.Of(did);
        return new { cid = repository.Commit, rev = repository.Rev };
    }
}
