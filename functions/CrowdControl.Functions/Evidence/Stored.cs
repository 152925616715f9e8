using Azure;
using CrowdControl.Domain.Evidence;
using CrowdControl.Functions.Auditing.Secrets;

namespace CrowdControl.Functions.Evidence;

/// <param name="Version">Null for one that is new.</param>
internal sealed record StoredCase(Case Case, DataKey Facts, ETag? Version);

/// <param name="Item">The key of what is erased with it; null once it is destroyed.</param>
internal sealed record StoredExhibit(Exhibit Exhibit, DataKey Facts, DataKey? Item, ETag? Version);
