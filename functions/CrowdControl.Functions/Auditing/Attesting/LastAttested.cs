using System.Collections.Frozen;
using System.Text.Json;
using CrowdControl.AuditLog.Journal;
using CrowdControl.AuditLog.Leaves;
using CrowdControl.AuditLog.Publishing;

namespace CrowdControl.Functions.Auditing.Attesting;

/// <summary>What the record itself says of its storage: the newest attestation, and what was changed on purpose since.</summary>
/// <param name="Before">Null where there was none before.</param>
/// <param name="Said">What entries since then name as changed.</param>
/// <param name="Lifted">Blobs whose hold entries since then say was lifted.</param>
/// <param name="Applied">Blobs that entries since then say are held.</param>
/// <param name="Wrong">Why the file of that attestation is not to be believed; null where it is.</param>
internal sealed record LastAttested(Attestation? Before, IReadOnlySet<string> Said, IReadOnlySet<string> Lifted, IReadOnlySet<string> Applied, string? Wrong)
{
    public const string Act = "worm.attested";

    private const int AtOnce = 256;

    /// <summary>Entries that are looked through for it: weeks of a large force.</summary>
    private const int MostRead = 500_000;

    private const string HoldApplied = "hold.applied";
    private const string HoldLifted = "hold.lifted";
    private const string Refused = "refused";
    private const string Done = "ok";
    private static readonly FrozenSet<string> Changes = FrozenSet.Create("retention.set", "retention.expired");

    public static async Task<LastAttested> Of(LogReading reading, ILogStore store, CancellationToken cancellation)
    {
        var said = new HashSet<string>(StringComparer.Ordinal);
        var (lifted, applied) = (new HashSet<string>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal));
        long? before = null;
        for (var read = 0; read < MostRead; read += AtOnce)
        {
            var page = await reading.ReadBack(before, AtOnce, cancellation);
            foreach (var leaf in page.Leaves.Select(stored => Leaf.Parse(stored.Bytes.Span)))
            {
                if (leaf.Draft.Type == Act) return await OfFile(leaf, new LastAttested(null, said, lifted, applied, null), store, cancellation);
                // Read from the newest on: what was said last of a blob counts.
                if (leaf.Draft is { Type: HoldLifted, Outcome: not Refused } && !applied.Contains(leaf.Draft.Subject.Id)) lifted.Add(leaf.Draft.Subject.Id);
                if (leaf.Draft is { Type: HoldApplied, Outcome: Done } && !lifted.Contains(leaf.Draft.Subject.Id)) applied.Add(leaf.Draft.Subject.Id);
                if (Changes.Contains(leaf.Draft.Type)) said.Add(leaf.Draft.Subject.Id);
            }

            before = page.Next;
            if (before is null) break;
        }

        return new LastAttested(null, said, lifted, applied, null);
    }

    private static async Task<LastAttested> OfFile(Leaf leaf, LastAttested since, ILogStore store, CancellationToken cancellation)
    {
        // It is named by the day of the look, and taken into the record shortly after, which may be the next one.
        foreach (var day in new[] { leaf.At, leaf.At.AddDays(-1) })
        {
            if (await store.Get(LogArea.Anchors, Attestation.NameOf(day), cancellation) is not { } file) continue;
            if (Attestation.DigestOf(file.Bytes) != leaf.Draft.Subject.Id) continue;
            try
            {
                return since with { Before = Attestation.Read(file.Bytes) };
            }
            catch (JsonException other)
            {
                return since with { Wrong = $"The attestation {Attestation.NameOf(day)} cannot be read: {other.Message}" };
            }
        }

        return since with { Wrong = $"The attestation that the record named at {leaf.At:yyyy-MM-dd HH:mm}Z is gone, or is not what it was." };
    }
}
