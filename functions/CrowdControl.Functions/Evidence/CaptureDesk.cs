using System.Globalization;
using System.Security.Cryptography;
using CrowdControl.Domain;
using CrowdControl.Domain.Access;
using CrowdControl.Domain.Evidence;
using CrowdControl.Domain.Mentions;
using CrowdControl.Functions.Auditing;
using CrowdControl.Functions.Auditing.Secrets;
using CrowdControl.Functions.Evidence.Packages;
using CrowdControl.Functions.Hosting;
using CrowdControl.Functions.Monitoring;

namespace CrowdControl.Functions.Evidence;

/// <summary>Takes evidence into a case. Asked twice it takes one, and what a crash left half-done is finished or asked for again.</summary>
public sealed class CaptureDesk
{
    /// <summary>Whoever began to take it has had time enough to finish.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly EvidenceTable _table;
    private readonly EvidenceBlobs _blobs;
    private readonly DataKeys _keys;
    private readonly EvidenceRecord _record;
    private readonly MentionBook _mentions;
    private readonly Capture _capture;
    private readonly BlobHolds _holds;

    internal CaptureDesk(
        EvidenceTable table, EvidenceBlobs blobs, DataKeys keys, EvidenceRecord record, MentionBook mentions, Capture capture, BlobHolds holds) =>
        (_table, _blobs, _keys, _record, _mentions, _capture, _holds) = (table, blobs, keys, record, mentions, capture, holds);

    internal async Task<Outcome<Exhibit>> Take(Caller caller, CaseId into, ExhibitId id, CaptureRequest wish, CancellationToken cancellation)
    {
        if (await _table.Find(caller.Tenant, into, cancellation) is not { } folder) return new Refusal.NotFound("case");
        if (string.IsNullOrWhiteSpace(wish.Label) || wish.Label.Length > Exhibit.LongestLabel || wish.Label.Any(char.IsControl))
            return new Refusal.Invalid("label", $"Say what it is, in 1 to {Exhibit.LongestLabel} characters.");
        if (await _table.Find(caller.Tenant, id, cancellation) is { } there) return await Again(there, wish, cancellation);
        if (!folder.Case.IsOpen) return new Refusal.WrongState("This case is closed. Reopen it, or choose another.");
        if (await _mentions.Find(caller.Tenant, new MentionId(wish.Mention), cancellation) is not { } mention) return new Refusal.NotFound("mention");
        if (!ExhibitActs.May(caller, Permission.AddEvidence, mention.Source.Channel) || !ExhibitActs.May(caller, Permission.ReadMentions, mention.Source.Channel))
            return ExhibitActs.OutOfReach();

        var (package, source) = await _capture.Take(caller, mention, cancellation);
        var place = EvidenceTable.Place(caller.Tenant, EvidenceKeys.Of(id));
        var (facts, item) = (await _keys.New(caller.Tenant, place, cancellation), await _keys.New(caller.Tenant, place, cancellation));
        var ciphertext = item.Seal(package, place);
        await _blobs.Keep(caller.Tenant, wish.Class, ciphertext, cancellation);
        var taken = new Exhibit(
            caller.Tenant, id, "", wish.Label, wish.Class, mention.Source.Channel, mention.Network, source, caller.Signatory, caller.At,
            Convert.ToHexStringLower(SHA256.HashData(package)), package.Length, EvidenceBlobs.NameOf(ciphertext), ExhibitState.Taking, false,
            caller.At, null, null, null)
        {
            WorkAt = caller.At + Patience,
            Fingerprint = FingerprintOf(wish),
        };
        return await Number(folder, taken, facts, item, wish, cancellation);
    }

    /// <summary>Puts the exhibit on record and into its case: also what a crash left between the two.</summary>
    internal async Task<bool> Finish(StoredExhibit taking, CancellationToken cancellation)
    {
        var (exhibit, by) = (taking.Exhibit, taking.Exhibit.TakenBy);
        var actor = new Actor(ActorKind.Member, by.Member.Value, by.Name) { Role = "evidence", Method = "oidc" };
        var entry = await _record.Exhibit(actor, exhibit.TakenAt, exhibit, "evidence.added", "", AuditOutcome.Done,
        [
            new("number", exhibit.Number), new("label", exhibit.Label ?? ""), new("class", exhibit.Class.ToString()), new("network", exhibit.Network),
            new("source", exhibit.Source.ToString()), new("sha256", exhibit.Sha256), new("stored-as", exhibit.Blob),
            new("bytes", exhibit.Bytes.ToString(CultureInfo.InvariantCulture)),
        ], cancellation);
        var kept = exhibit with { State = ExhibitState.Kept, WorkAt = null };
        var touch = new CustodyEvent(exhibit.TakenAt, "evidence.added", by.Member.Value, by.Name, exhibit.Label, entry);
        return await _table.Write(new EvidenceChange(exhibit.Tenant).Exhibit(taking, kept).Custody(taking, touch), cancellation);
    }

    private async Task<Outcome<Exhibit>> Number(
        StoredCase folder, Exhibit taken, DataKey facts, DataKey item, CaptureRequest wish, CancellationToken cancellation)
    {
        while (true)
        {
            var (with, number) = folder.Case.Take();
            var fresh = new StoredExhibit(taken with { Number = number }, facts, item, null);
            var change = new EvidenceChange(taken.Tenant).Case(folder, with).Exhibit(fresh, fresh.Exhibit);
            if (with.HoldOn(taken.Id) is not null) change.ToHold(with.Id);
            if (await _table.Write(change, cancellation)) break;
            if (await _table.Find(taken.Tenant, taken.Id, cancellation) is { } there) return await Again(there, wish, cancellation);
            folder = (await _table.Find(taken.Tenant, taken.Id.Case, cancellation))!;
        }

        var kept = await Again((await _table.Find(taken.Tenant, taken.Id, cancellation))!, wish, cancellation);
        if (folder.Case.HoldOn(taken.Id) is not null) await _holds.Try(taken.Tenant, taken.Id.Case, cancellation);
        return kept;
    }

    private async Task<Outcome<Exhibit>> Again(StoredExhibit there, CaptureRequest wish, CancellationToken cancellation)
    {
        if (there.Exhibit.Fingerprint != FingerprintOf(wish)) return new Refusal.KeyReused();
        if (there.Exhibit.State is ExhibitState.Taking) await Finish(there, cancellation);
        return (await _table.Find(there.Exhibit.Tenant, there.Exhibit.Id, cancellation))!.Exhibit;
    }

    /// <summary>A hash that nobody can guess the label from would need a salt: the label is not part of it.</summary>
    private static string FingerprintOf(CaptureRequest wish) => MentionKey.Digest([wish.Mention, wish.Class.ToString()]);
}

/// <param name="Label">What it is, for colleagues.</param>
public sealed record CaptureRequest(string Mention, string Label, EvidenceClass Class);
