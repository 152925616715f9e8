using System.Collections.Concurrent;
using System.Globalization;
using System.Xml.Linq;
using Microsoft.AspNetCore.Http;

namespace CrowdControl.LocalRuntime.Neighbours.Worm;

/// <summary>Policy and legal hold of single blobs, which the emulator does not know: Set and Delete Blob Immutability Policy, Set Blob Legal
/// Hold, and what Get Blob says of them.</summary>
internal sealed class VersionLocks(TimeProvider clock)
{
    private readonly ConcurrentDictionary<(string Container, string Blob), Lock> _locks = new();

    public bool IsHeld(BlobCall call) => _locks.TryGetValue((call.Container, call.Blob), out var found) && found.Held;

    /// <summary>Until when the blob stays as it is, where it has a policy of its own.</summary>
    public DateTimeOffset? Until(BlobCall call) => _locks.TryGetValue((call.Container, call.Blob), out var found) ? found.Until : null;

    /// <summary>The status of the answer to one of those calls; null where this is another one.</summary>
    public int? Answer(BlobCall call, HttpContext context)
    {
        var (key, headers) = ((call.Container, call.Blob), context.Request.Headers);
        var before = _locks.GetValueOrDefault(key) ?? new Lock(false, null, false);
        switch (call.Method, call.Comp)
        {
            case ("PUT", "legalhold"):
                _locks[key] = before with { Held = headers["x-ms-legal-hold"] == "true" };
                return StatusCodes.Status200OK;
            case ("PUT", "immutabilitypolicies"):
                if (!DateTimeOffset.TryParse(headers["x-ms-immutability-policy-until-date"], CultureInfo.InvariantCulture, out var until)) return 400;
                var locks = headers["x-ms-immutability-policy-mode"].ToString().Equals("Locked", StringComparison.OrdinalIgnoreCase);
                // A locked one is only ever lengthened.
                if (before.Locked && (!locks || until < before.Until)) return StatusCodes.Status409Conflict;
                _locks[key] = before with { Until = until, Locked = locks };
                return StatusCodes.Status200OK;
            case ("DELETE", "immutabilitypolicies"):
                if (before.Locked && before.Until > clock.GetUtcNow()) return StatusCodes.Status409Conflict;
                _locks[key] = before with { Until = null, Locked = false };
                return StatusCodes.Status200OK;
            default:
                return null;
        }
    }

    /// <summary>What reading a blob says beside its bytes.</summary>
    public void Describe(BlobCall call, IHeaderDictionary answer)
    {
        if (!_locks.TryGetValue((call.Container, call.Blob), out var found)) return;
        answer["x-ms-legal-hold"] = found.Held ? "true" : "false";
        if (found.Until is not { } until) return;
        answer["x-ms-immutability-policy-until-date"] = until.ToString("R", CultureInfo.InvariantCulture);
        answer["x-ms-immutability-policy-mode"] = found.Locked ? "locked" : "unlocked";
    }

    /// <summary>The same in the list of a container, where the emulator leaves it out. A blob without a policy of its own has the container's.</summary>
    public void Describe(string container, TimeSpan retention, XDocument list)
    {
        foreach (var blob in list.Descendants("Blob"))
        {
            var (name, properties) = (blob.Element("Name")!.Value, blob.Element("Properties")!);
            var found = _locks.GetValueOrDefault((container, name)) ?? new Lock(false, null, true);
            var made = DateTimeOffset.Parse(properties.Element("Creation-Time")!.Value, CultureInfo.InvariantCulture);
            properties.Add(
                new XElement("ImmutabilityPolicyUntilDate", (found.Until ?? made + retention).ToString("R", CultureInfo.InvariantCulture)),
                new XElement("ImmutabilityPolicyMode", found.Until is null || found.Locked ? "locked" : "unlocked"),
                new XElement("LegalHold", found.Held ? "true" : "false"));
        }
    }

    private sealed record Lock(bool Held, DateTimeOffset? Until, bool Locked);
}
