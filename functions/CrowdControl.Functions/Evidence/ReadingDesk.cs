using System.Security.Cryptography;
using CrowdControl.Domain;
using CrowdControl.Domain.Access;
using CrowdControl.Domain.Evidence;
using CrowdControl.Functions.Auditing;
using CrowdControl.Functions.Evidence.Packages;
using CrowdControl.Functions.Hosting;

namespace CrowdControl.Functions.Evidence;

/// <summary>Shows what is in an exhibit to those who say why. Who, why and when stand in the record and in the exhibit's custody before a
/// byte is given out; what is given out was held to its SHA-256.</summary>
public sealed class ReadingDesk
{
    private readonly EvidenceTable _table;
    private readonly EvidenceBlobs _blobs;
    private readonly EvidenceRecord _record;
    private readonly ExhibitActs _acts;

    internal ReadingDesk(EvidenceTable table, EvidenceBlobs blobs, EvidenceRecord record, ExhibitActs acts) =>
        (_table, _blobs, _record, _acts) = (table, blobs, record, acts);

    /// <summary>The exhibit with its custody; nothing of what is in it.</summary>
    internal async Task<Outcome<(Exhibit Exhibit, IReadOnlyList<CustodyEvent> Custody)>> Show(Caller caller, ExhibitId id, CancellationToken cancellation)
    {
        var found = await _acts.Find(caller, id, Permission.ReadEvidence, cancellation);
        if (found is not Outcome<StoredExhibit>.Done { Value: var stored }) return ((Outcome<StoredExhibit>.Refused)found).Why;
        await _record.Exhibit(
            Actor.Of(caller), caller.At, stored.Exhibit, "exhibit.viewed", CaseDesk.Day(caller), AuditOutcome.Done, [], cancellation);
        return (stored.Exhibit, await _table.Custody(caller.Tenant, stored, cancellation));
    }

    internal async Task<Outcome<(Exhibit Exhibit, CaptureStatement Statement)>> Read(
        Caller caller, ExhibitId id, Intent intent, string why, CancellationToken cancellation) => await Open(caller, id, intent, why, cancellation) switch
        {
            Outcome<OpenedExhibit>.Done { Value: var opened } => (opened.Exhibit, WaczPackage.Read(opened.Package)),
            Outcome<OpenedExhibit>.Refused { Why: var refused } => refused,
            _ => throw new InvalidOperationException("An outcome is done or refused."),
        };

    /// <summary>The package as it was made.</summary>
    internal async Task<Outcome<OpenedExhibit>> Open(Caller caller, ExhibitId id, Intent intent, string why, CancellationToken cancellation)
    {
        var found = await _acts.Find(caller, id, Permission.ReadEvidence, cancellation);
        if (found is not Outcome<StoredExhibit>.Done { Value: var stored }) return ((Outcome<StoredExhibit>.Refused)found).Why;
        return stored.Exhibit.IsRestricted && !ExhibitActs.May(caller, Permission.ReleaseHolds, stored.Exhibit.Channel)
            ? new Refusal.NotPermitted("This evidence is restricted: professional standards and information asset owners alone may read it.")
            : await Open(caller, stored, intent, why, cancellation);
    }

    /// <inheritdoc cref="Open(Caller, ExhibitId, Intent, string, CancellationToken)"/>
    internal async Task<Outcome<OpenedExhibit>> Open(Caller caller, StoredExhibit stored, Intent intent, string why, CancellationToken cancellation)
    {
        while (true)
        {
            if (stored.Exhibit.State is not ExhibitState.Kept) return new EvidenceGone();
            var entry = await _record.Exhibit(
                Actor.Of(caller), caller.At, stored.Exhibit, "evidence.read", intent.IdFor("read"), AuditOutcome.Done, [new("reason", why)], cancellation);
            // Written as one with the exhibit: nobody reads what somebody else begins to destroy.
            var touch = new CustodyEvent(caller.At, "evidence.read", caller.Member.Id.Value, caller.Member.Name, why, entry);
            if (await _table.Write(new EvidenceChange(caller.Tenant).Exhibit(stored, stored.Exhibit).Custody(stored, touch), cancellation)) break;
            stored = (await _table.Find(caller.Tenant, stored.Exhibit.Id, cancellation))!;
        }

        var (package, wrong) = await Load(stored, cancellation);
        if (package is not null) return new OpenedExhibit(stored.Exhibit, package);
        await Verified(caller, stored, intent, wrong, cancellation);
        return new EvidenceBroken(wrong!);
    }

    /// <summary>Whether what is stored is what was taken, byte for byte.</summary>
    internal async Task<Outcome<string?>> Verify(Caller caller, ExhibitId id, Intent intent, CancellationToken cancellation)
    {
        var found = await _acts.Find(caller, id, Permission.ReadEvidence, cancellation);
        if (found is not Outcome<StoredExhibit>.Done { Value: var stored }) return ((Outcome<StoredExhibit>.Refused)found).Why;
        if (stored.Exhibit.State is not ExhibitState.Kept) return new EvidenceGone();
        var (_, wrong) = await Load(stored, cancellation);
        await Verified(caller, stored, intent, wrong, cancellation);
        return new Outcome<string?>.Done(wrong);
    }

    /// <summary>Copies the ciphertext to the other class's container; the old copy goes when the exhibit does.</summary>
    internal async Task<Outcome<StoredExhibit>> Move(Caller caller, ExhibitId id, EvidenceClass to, string why, CancellationToken cancellation)
    {
        var found = await _acts.Find(caller, id, Permission.AddEvidence, cancellation);
        if (found is not Outcome<StoredExhibit>.Done { Value: var stored }) return found;
        var exhibit = stored.Exhibit;
        if (exhibit.State is not ExhibitState.Kept) return new EvidenceGone();
        if (exhibit.Class == to) return stored;
        if (await _blobs.Load(caller.Tenant, exhibit.Class, exhibit.Blob, cancellation) is not { } ciphertext) return new EvidenceBroken("Its stored copy is missing.");
        await _blobs.Keep(caller.Tenant, to, ciphertext, cancellation);
        // The copy is held before anything says that it is there.
        if (exhibit.IsBlobHeld) await _blobs.Hold(caller.Tenant, exhibit.Blob, true, cancellation);
        return await _acts.Do(
            caller, id, Permission.AddEvidence, "evidence.moved", why, now => now.Class == exhibit.Class ? now with { Class = to } : new Refusal.Stale(),
            [new("from", exhibit.Class.ToString()), new("to", to.ToString())], cancellation);
    }

    /// <summary>What may not be destroyed, but must not be used either (DPA 2018 s.47(2)), is read by few.</summary>
    internal Task<Outcome<StoredExhibit>> Restrict(Caller caller, ExhibitId id, bool restricted, string why, CancellationToken cancellation) => _acts.Do(
        caller, id, Permission.ReleaseHolds, restricted ? "restriction.set" : "restriction.lifted", why, exhibit => exhibit.Restrict(restricted), [], cancellation);

    private async Task Verified(Caller caller, StoredExhibit stored, Intent intent, string? wrong, CancellationToken cancellation)
    {
        var outcome = wrong is null ? AuditOutcome.Done : AuditOutcome.Refused;
        var entry = await _record.Exhibit(Actor.Of(caller), caller.At, stored.Exhibit, "evidence.verified", intent.IdFor("verified"), outcome,
            [new("sha256", stored.Exhibit.Sha256), new("intact", wrong is null ? "true" : "false"), .. wrong is null ? [] : new KeyValuePair<string, string>[] { new("what", wrong) }],
            cancellation);
        var touch = new CustodyEvent(caller.At, "evidence.verified", caller.Member.Id.Value, caller.Member.Name, wrong ?? "Intact", entry);
        if (await _table.Find(caller.Tenant, stored.Exhibit.Id, cancellation) is { Exhibit.State: ExhibitState.Kept } now)
            await _table.Write(new EvidenceChange(caller.Tenant).Exhibit(now, now.Exhibit).Custody(now, touch), cancellation);
    }

    private async Task<(byte[]? Package, string? Wrong)> Load(StoredExhibit stored, CancellationToken cancellation)
    {
        var exhibit = stored.Exhibit;
        if (await _blobs.Load(exhibit.Tenant, exhibit.Class, exhibit.Blob, cancellation) is not { } ciphertext) return (null, "Its stored copy is missing.");
        if (EvidenceBlobs.NameOf(ciphertext) != exhibit.Blob) return (null, "Its stored copy is not the one that was stored.");
        try
        {
            var package = stored.Item!.Open(ciphertext, EvidenceTable.Place(exhibit.Tenant, EvidenceKeys.Of(exhibit.Id)));
            return Convert.ToHexStringLower(SHA256.HashData(package)) == exhibit.Sha256 ? (package, null) : (null, "What is in it is not what was taken.");
        }
        catch (CryptographicException)
        {
            return (null, "Its stored copy does not open with its key.");
        }
    }
}

/// <param name="Package">In the clear, as its SHA-256 says.</param>
internal sealed record OpenedExhibit(Exhibit Exhibit, byte[] Package);

/// <summary>Nothing of it is shown as if it were what was taken.</summary>
internal sealed record EvidenceBroken(string What) : Refusal($"{What} That is on record now. Keep the storage as it is, and tell your administrator.");
