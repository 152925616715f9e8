using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CrowdControl.AuditLog.Packs;
using CrowdControl.Domain;
using CrowdControl.Domain.Evidence;
using CrowdControl.Functions.Auditing;

namespace CrowdControl.Functions.Evidence.Keeping;

/// <summary>
/// Destroys an exhibit whose removal two people approved: first the salts and values of its entries, then its key, its stored copy later.
/// Every step may be run again and goes on where the one before it stopped; it is called done once nothing can be read any more.
/// </summary>
internal sealed class Destruction(EvidenceTable table, EvidenceBlobs blobs, EvidenceRecord record, ItemValues values, TimeProvider clock)
{
    /// <summary>By then everybody who had the exhibit open when it began has finished.</summary>
    private static readonly TimeSpan UntilBlob = TimeSpan.FromHours(1);

    private static readonly TimeSpan UntilNextTry = TimeSpan.FromDays(1);

    /// <returns>The exhibit as it is then; null when somebody else is at it, and the clock will go on with it.</returns>
    public async Task<Exhibit?> Run(TenantId tenant, ExhibitId id, CancellationToken cancellation)
    {
        if (await table.Find(tenant, id, cancellation) is not { } stored) return null;
        if (stored.Exhibit is { State: ExhibitState.Kept, Removal.State: RemovalState.Approved } && await Begin(stored, cancellation) is { } begun) stored = begun;
        if (stored.Exhibit.State is not ExhibitState.Destroying) return stored.Exhibit;
        if (stored.Item is not null)
        {
            if (stored.Exhibit.Erasures.IsEmpty)
            {
                var announced = await Announce(stored.Exhibit, cancellation);
                if (!await table.Write(new EvidenceChange(tenant).Exhibit(stored, announced), cancellation)) return null;
                stored = (await table.Find(tenant, id, cancellation))!;
            }

            await values.Destroy(tenant, id, cancellation);
            if (!await table.Write(new EvidenceChange(tenant).Exhibit(stored, stored.Exhibit with { Label = null }, dropKey: true), cancellation)) return null;
            stored = (await table.Find(tenant, id, cancellation))!;
        }

        return await Certify(stored, cancellation) is { } certified ? await Close(certified, cancellation) : null;
    }

    /// <summary>Takes the stored copy away, which nothing opens any more.</summary>
    public async Task TakeBlobAway(TenantId tenant, ExhibitId id, CancellationToken cancellation)
    {
        if (await table.Find(tenant, id, cancellation) is not { Exhibit: { State: ExhibitState.Destroyed, IsBlobGone: false } } stored) return;
        // Whoever was reading when the destruction began may have recorded it after the salts went.
        var announced = await Announce(stored.Exhibit, cancellation);
        await values.Destroy(tenant, id, cancellation);
        var gone = true;
        foreach (var of in Enum.GetValues<EvidenceClass>()) gone &= await blobs.TakeAway(tenant, of, stored.Exhibit.Blob, cancellation);
        var now = clock.GetUtcNow();
        if (gone)
            await record.Exhibit(EvidenceRecord.Job, now, stored.Exhibit, "erasure.copy-removed", "", AuditOutcome.Done, [new("stored-as", stored.Exhibit.Blob)], cancellation);
        var next = announced with { IsBlobGone = gone, WorkAt = gone ? null : now + UntilNextTry };
        await table.Write(new EvidenceChange(tenant).Exhibit(stored, next), cancellation);
    }

    /// <summary>From here on no hold can stop it: it is written with the case as it was read, and every hold writes the case.</summary>
    private async Task<StoredExhibit?> Begin(StoredExhibit stored, CancellationToken cancellation)
    {
        var exhibit = stored.Exhibit;
        var folder = (await table.Find(exhibit.Tenant, exhibit.Id.Case, cancellation))!;
        if (folder.Case.HoldOn(exhibit.Id) is not { } hold)
            return await table.Write(
                new EvidenceChange(exhibit.Tenant).Case(folder, folder.Case).Exhibit(stored, exhibit with { State = ExhibitState.Destroying }), cancellation)
                ? await table.Find(exhibit.Tenant, exhibit.Id, cancellation)
                : null;

        var (now, removal) = (clock.GetUtcNow(), exhibit.Removal!);
        var entry = await record.Exhibit(
            EvidenceRecord.Job, now, exhibit, "erasure.refused", removal.Id, AuditOutcome.Refused, [new("removal", removal.Id), new("hold", hold.Id.Value)], cancellation);
        var refused = exhibit with { Removal = removal with { State = RemovalState.Refused, Refused = "A hold came into force." }, WorkAt = null };
        var touch = new CustodyEvent(now, "erasure.refused", EvidenceRecord.Job.Id, null, "A hold came into force.", entry);
        await table.Write(new EvidenceChange(exhibit.Tenant).Exhibit(stored, refused).Custody(stored, touch), cancellation);
        return await table.Find(exhibit.Tenant, exhibit.Id, cancellation);
    }

    /// <summary>What will not open any more is on record before it is destroyed, field by field. A run that was killed before it noted that
    /// says the same again.</summary>
    private async Task<Exhibit> Announce(Exhibit exhibit, CancellationToken cancellation)
    {
        var (removal, entries) = (exhibit.Removal!, new List<long>());
        var fields = await values.Fields(exhibit.Tenant, exhibit.Id, cancellation);
        foreach (var part in fields.Chunk(ErasedField.MostPerEntry))
            entries.Add(await record.Erasure(
                clock.GetUtcNow(), exhibit, $"{removal.Id} {DigestOf(part)}", Why(removal), part, cancellation));
        return fields.Count == 0 ? exhibit : exhibit with
        {
            Erasures = [.. exhibit.Erasures, .. entries],
            ErasedCommitments = exhibit.ErasedCommitments + fields.Count,
            ErasedDigest = exhibit.ErasedDigest ?? DigestOf(fields),
        };
    }

    private static string DigestOf(IEnumerable<ErasedField> fields) => Convert.ToHexStringLower(SHA256.HashData(
        Encoding.UTF8.GetBytes(string.Join('\n', fields.Select(field => $"{field.Name} {field.Commitment}")))));

    /// <summary>A disposal gets the next certificate's number.</summary>
    private async Task<StoredExhibit?> Certify(StoredExhibit stored, CancellationToken cancellation)
    {
        if (stored.Exhibit is not { Removal.Kind: RemovalKind.Disposal, Certificate: null }) return stored;
        while (true)
        {
            var now = clock.GetUtcNow();
            var kind = string.Create(CultureInfo.InvariantCulture, $"certificate-{now.UtcDateTime.Year}");
            var (given, version) = await table.Number(stored.Exhibit.Tenant, kind, cancellation);
            var number = string.Create(CultureInfo.InvariantCulture, $"DC/{now.UtcDateTime.Year}/{given + 1:D4}");
            var with = stored.Exhibit with { Certificate = new DisposalCertificate(number, now, null) };
            if (await table.Write(new EvidenceChange(stored.Exhibit.Tenant).Number(kind, given + 1, version).Exhibit(stored, with), cancellation))
                return await table.Find(stored.Exhibit.Tenant, stored.Exhibit.Id, cancellation);
            if (await table.Find(stored.Exhibit.Tenant, stored.Exhibit.Id, cancellation) is not { Exhibit.State: ExhibitState.Destroying } again) return null;
            if (again.Exhibit.Certificate is not null) return again;
            stored = again;
        }
    }

    private async Task<Exhibit?> Close(StoredExhibit stored, CancellationToken cancellation)
    {
        var (exhibit, removal, now) = (stored.Exhibit, stored.Exhibit.Removal!, clock.GetUtcNow());
        var details = Why(removal).Append(new("erased", exhibit.ErasedCommitments.ToString(CultureInfo.InvariantCulture)));
        if (exhibit.ErasedDigest is { } digest) details = details.Append(new("commitments-sha256", digest));
        if (exhibit.Certificate is { } numbered) details = details.Append(new("certificate", numbered.Number));
        var entry = await record.Exhibit(EvidenceRecord.Job, now, exhibit, "erasure.executed", removal.Id, AuditOutcome.Done, details, cancellation);
        var done = exhibit with
        {
            State = ExhibitState.Destroyed,
            Removal = removal with { State = RemovalState.Executed },
            ReviewDue = null,
            WorkAt = now + UntilBlob,
            Certificate = exhibit.Certificate is { } certificate ? certificate with { Entry = entry } : null,
        };
        var touch = new CustodyEvent(now, "erasure.executed", EvidenceRecord.Job.Id, null, null, entry);
        return await table.Write(new EvidenceChange(exhibit.Tenant).Exhibit(stored, done).Custody(stored, touch), cancellation) ? done : null;
    }

    private static IEnumerable<KeyValuePair<string, string>> Why(Removal removal)
    {
        yield return new("removal", removal.Id);
        yield return new("kind", removal.Kind.ToString());
        yield return new("basis", removal.Basis);
        if (removal.Rule is { } rule) yield return new("rule", rule);
        yield return new("asked-by", removal.AskedBy.Member.Value);
        for (var at = 0; at < removal.Approvals.Length; at++)
            yield return new(string.Create(CultureInfo.InvariantCulture, $"approver-{at + 1}"), removal.Approvals[at].By.Member.Value);
    }
}
