using CrowdControl.Domain;
using CrowdControl.Domain.Evidence;
using CrowdControl.Functions.Hosting;

namespace CrowdControl.Functions.Evidence;

/// <summary>The front of evidence, for those who disclose it.</summary>
public sealed class EvidenceStore
{
    private readonly EvidenceTable _table;
    private readonly ReadingDesk _reading;

    internal EvidenceStore(EvidenceTable table, ReadingDesk reading) => (_table, _reading) = (table, reading);

    /// <summary>Null where the organisation has none of that id.</summary>
    public async Task<Exhibit?> Find(TenantId tenant, ExhibitId id, CancellationToken cancellation) =>
        await _table.Find(tenant, id, cancellation) is { Exhibit: { State: not ExhibitState.Taking } exhibit } ? exhibit : null;

    public async Task<Case?> FindCase(TenantId tenant, CaseId id, CancellationToken cancellation) => (await _table.Find(tenant, id, cancellation))?.Case;

    /// <summary>The case's exhibits in the order of their ids, those that are destroyed included.</summary>
    public async Task<IReadOnlyList<Exhibit>> List(TenantId tenant, CaseId id, CancellationToken cancellation) =>
        [.. (await _table.Exhibits(tenant, id, cancellation)).Where(exhibit => exhibit.State is not ExhibitState.Taking)];

    /// <summary>Each touch of the exhibit, in the order of time.</summary>
    public async Task<IReadOnlyList<CustodyEvent>> Custody(TenantId tenant, ExhibitId id, CancellationToken cancellation) =>
        await _table.Find(tenant, id, cancellation) is { } stored ? await _table.Custody(tenant, stored, cancellation) : [];

    /// <summary>The package (WACZ) in the clear, held to its SHA-256; that it was read for a disclosure is on record first. Whether the caller
    /// may disclose it is for whoever asks to know. Null once it is destroyed.</summary>
    /// <exception cref="InvalidDataException">What is stored is not what was taken; that is on record.</exception>
    public async Task<Stream?> OpenForDisclosure(Caller caller, Exhibit exhibit, Intent intent, CancellationToken cancellation)
    {
        if (exhibit.Tenant != caller.Tenant || await _table.Find(caller.Tenant, exhibit.Id, cancellation) is not { } stored) return null;
        return await _reading.Open(caller, stored, intent, "For a disclosure", cancellation) switch
        {
            Outcome<OpenedExhibit>.Done { Value.Package: var package } => new MemoryStream(package, writable: false),
            Outcome<OpenedExhibit>.Refused { Why: EvidenceGone } => null,
            Outcome<OpenedExhibit>.Refused { Why: var why } => throw new InvalidDataException(why.Message),
            _ => throw new InvalidOperationException("An outcome is done or refused."),
        };
    }
}
