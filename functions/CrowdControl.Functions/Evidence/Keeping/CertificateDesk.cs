using CrowdControl.Domain;
using CrowdControl.Domain.Access;
using CrowdControl.Domain.Evidence;
using CrowdControl.Functions.Auditing;
using CrowdControl.Functions.Hosting;

namespace CrowdControl.Functions.Evidence.Keeping;

/// <summary>Writes the certificate of a disposal that is done; of one that is not there is none.</summary>
public sealed class CertificateDesk
{
    private readonly EvidenceTable _table;
    private readonly ExhibitActs _acts;
    private readonly ItemValues _values;

    internal CertificateDesk(EvidenceTable table, ExhibitActs acts, ItemValues values) => (_table, _acts, _values) = (table, acts, values);

    internal async Task<Outcome<WrittenCertificate>> Write(Caller caller, ExhibitId id, CancellationToken cancellation)
    {
        var found = await _acts.Find(caller, id, Permission.ReadEvidence, cancellation);
        if (found is not Outcome<StoredExhibit>.Done { Value.Exhibit: var exhibit }) return ((Outcome<StoredExhibit>.Refused)found).Why;
        if (exhibit is not { State: ExhibitState.Destroyed, Certificate: { Entry: { } entry } certificate }) return new Refusal.NotFound("certificate");
        var folder = (await _table.Find(caller.Tenant, id.Case, cancellation))!.Case;
        var proof = await _values.Proof(caller.Tenant, entry, cancellation);
        return new WrittenCertificate(certificate.Number, CertificateDocument.Of(exhibit, folder, caller.Organisation.Name, proof));
    }
}

internal sealed record WrittenCertificate(string Number, byte[] Html);
