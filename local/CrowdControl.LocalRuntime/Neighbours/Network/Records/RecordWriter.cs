using System.Text.Json;
using System.Text.Json.Nodes;
using CrowdControl.LocalRuntime.Neighbours.Network.Ledger;
using CrowdControl.LocalRuntime.Neighbours.Network.Lexicons;
using CrowdControl.LocalRuntime.Neighbours.Network.Xrpc;

namespace CrowdControl.LocalRuntime.Neighbours.Network.Records;

/// <summary>Puts records into repositories and takes them out, after every check that the real server makes.</summary>
internal sealed class RecordWriter(NetworkLedger ledger)
{
    /// <param name="rkey">The client's choice, or null for the next TID.</param>
    /// <param name="validate">True: refuse kinds that nobody knows. False: check nothing. Null: check what is known.</param>
    /// <exception cref="XrpcFault">The record is refused.</exception>
    public PreparedRecord Prepare(string did, string collection, string? rkey, JsonElement record, bool? validate)
    {
        var typed = WithType(record, collection);
        var key = rkey ?? ledger.NextTid();
        var status = Validate(collection, key, typed, validate);
        try
        {
            return new PreparedRecord(did, collection, key, Cid.OfRecord(DagCbor.Encode(typed)), typed, status);
        }
        catch (NotEncodable refused)
        {
            throw XrpcFault.Invalid(refused.Message);
        }
    }

    public NetworkRecord Write(PreparedRecord prepared)
    {
        CheckBlobs(prepared);
        var (commit, rev) = NextCommit(prepared.Did, prepared.Cid);
        ledger.Record(new RecordWritten(
            ledger.Now, prepared.Did, prepared.Collection, prepared.Rkey, prepared.Cid, prepared.Value, commit, rev));
        return ledger.Repositories.Find(prepared.Did, prepared.Collection, prepared.Rkey)!;
    }

    public void Remove(NetworkRecord record)
    {
        var (commit, rev) = NextCommit(record.Did, record.Uri);
        ledger.Record(new RecordRemoved(ledger.Now, record.Did, record.Collection, record.Rkey, commit, rev));
    }

    private static JsonElement WithType(JsonElement record, string collection)
    {
        if (!record.TryGetProperty("$type", out var type))
        {
            var typed = JsonObject.Create(record)!;
            typed.Insert(0, "$type", collection);
            return JsonSerializer.SerializeToElement(typed);
        }

        return type.ValueKind == JsonValueKind.String && type.ValueEquals(collection)
            ? record.Clone()
            : throw XrpcFault.Invalid($"Invalid $type: expected {collection}, got {type}");
    }

    private static string? Validate(string collection, string rkey, JsonElement record, bool? validate)
    {
        if (validate == false) return null;
        if (RecordShapes.Of(collection) is not { } shapes)
            return validate == true ? throw XrpcFault.Invalid($"Unknown lexicon type: {collection}") : "unknown";
        if (shapes.Key(JsonSerializer.SerializeToElement(rkey), "$") is { } badKey)
            throw XrpcFault.Invalid($"Invalid record key for {collection}: {badKey}");
        return shapes.Record(record, "$.record") is { } complaint
            ? throw XrpcFault.Invalid($"Invalid {collection} record: {complaint}")
            : "valid";
    }

    private void CheckBlobs(PreparedRecord prepared)
    {
        foreach (var blob in BlobReference.In(prepared.Value))
        {
            var found = ledger.Blobs.Find(prepared.Did, blob.Cid) ?? throw XrpcFault.Invalid($"Could not find blob: {blob.Cid}", "BlobNotFound");
            if (found.References > 0) continue;
            if (found.MimeType != blob.MimeType)
                throw XrpcFault.Invalid($"Referenced Mimetype does not match stored blob. Expected: {found.MimeType}, Got: {blob.MimeType}", "InvalidMimeType");
            if (found.Size != blob.Size)
                throw XrpcFault.Invalid($"Referenced Size does not match stored blob. Expected: {found.Size}, Got: {blob.Size}", "InvalidSize");
        }
    }

    // The real commit is a signed tree; what clients rely on is that it changes with every write and names its revision.
    private (string Commit, string Rev) NextCommit(string did, string what)
    {
        var rev = ledger.NextTid();
        var commit = new { did, prev = ledger.Repositories.Of(did).Commit, rev, what };
        return (Cid.OfRecord(DagCbor.Encode(JsonSerializer.SerializeToElement(commit))), rev);
    }
}

/// <summary>A record that passed the checks of its form and is not written yet.</summary>
/// <param name="ValidationStatus">"valid", "unknown", or null where the client asked for no checks.</param>
internal sealed record PreparedRecord(string Did, string Collection, string Rkey, string Cid, JsonElement Value, string? ValidationStatus)
{
    public string Uri => AtUri.Of(Did, Collection, Rkey);
}
