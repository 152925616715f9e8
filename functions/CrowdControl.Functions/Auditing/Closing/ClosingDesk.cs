using System.Collections.Immutable;
using System.Globalization;
using CrowdControl.AuditLog.Journal;
using CrowdControl.AuditLog.Leaves;
using CrowdControl.AuditLog.Notes;
using CrowdControl.AuditLog.Sequencing;
using CrowdControl.AuditLog.Tree;
using CrowdControl.Domain;
using CrowdControl.Functions.Auditing.Log;
using CrowdControl.Functions.Auditing.Secrets;
using CrowdControl.Functions.Hosting;

namespace CrowdControl.Functions.Auditing.Closing;

/// <summary>
/// Ends a log that lost what it signed, or cannot go on for another reason that does not go away, and opens the next. The same log never goes on:
/// what it would sign contradicts what is out in the world. The next one's first entries name the last good checkpoint, who closed the old
/// one and why; whatever storage still holds of the old one stays as it is, and can be searched and proven as far as that checkpoint.
/// </summary>
/// <remarks>A record that can go on is refused, so that nobody ends a history to get rid of it. Cut short anywhere, the same request again
/// finishes it: entries first, then the note that makes every instance follow, within seconds.</remarks>
public sealed class ClosingDesk
{
    private readonly RecordLogs _logs;
    private readonly HeadTable _heads;
    private readonly SecretTable _secrets;
    private readonly SweepTable _sweeps;
    private readonly TimeProvider _clock;

    internal ClosingDesk(RecordLogs logs, HeadTable heads, SecretTable secrets, SweepTable sweeps, TimeProvider clock) =>
        (_logs, _heads, _secrets, _sweeps, _clock) = (logs, heads, secrets, sweeps, clock);

    /// <summary>The organisation's logs, the one that goes on last.</summary>
    internal async Task<LogsView> List(TenantId tenant, CancellationToken cancellation)
    {
        var (open, logs) = (await _logs.Opened(tenant, cancellation), new List<ClosedLogView>());
        for (var number = 1; number < open.Number; number++)
            if (await _heads.End(tenant, number, cancellation) is { } end)
                logs.Add(new ClosedLogView(
                    number, LogOpening.FolderOf(number), end.At, end.By, end.Reason, end.Why, end.Last is { } last ? (long)Checkpoint.Parse(last.Text).Size : 0));
        return new LogsView(open.Number, open.Origin, open.Log.PublishingFault is LogStopped { Why: not LogStop.Clock } stopped ? stopped.What : null, logs);
    }

    /// <summary>Closes the log that goes on, where it cannot.</summary>
    internal async Task<Outcome<LogsView>> Close(Caller caller, string reason, CancellationToken cancellation)
    {
        var tenant = caller.Tenant;
        if (await Wrong(tenant, cancellation) is not { } wrong) return new RecordGoesOn();
        var open = await _logs.Opened(tenant, cancellation);
        var (last, signed) = (await open.Log.LastGood(cancellation), await open.Log.GreatestSigned(cancellation));
        var good = last is null ? new Checkpoint(open.Origin, 0, TreeHash.Empty) : Checkpoint.Parse(last.Text);
        await using (var next = await _logs.Next(tenant, open.Number + 1, cancellation))
        {
            var details = ImmutableSortedDictionary<string, string>.Empty.Add("reason", reason).Add("found", wrong.What)
                .Add("last-good", good.Size.ToString(CultureInfo.InvariantCulture)).Add("greatest-signed", (signed ?? 0).ToString(CultureInfo.InvariantCulture));
            Entry[] entries =
            [
                Reopening.Opening(await Draft("opened"), next.Folder, good),
                // The old log takes nothing in any more, not even that it was closed: this says so instead.
                Entry.Of(await Draft("incident"), $"sys:{next.Folder}"),
            ];
            await next.Log.Append(entries, cancellation);
            await next.Log.PublishAll(cancellation);

            async Task<LeafDraft> Draft(string what)
            {
                var (draft, _, disclosures) = AuditLeaf.Draft(new AuditEvent(
                    tenant, $"{next.Folder}/{what}", caller.At, Actor.Of(caller), $"log.{what}", new AuditSubject("log", open.Origin), null,
                    AuditOutcome.Done, details));
                await _secrets.Add(tenant, draft, _clock.GetUtcNow(), disclosures, cancellation);
                return draft;
            }
        }

        // Values of the old log's entries have no entry in the new one, and must not be taken for orphans.
        await _sweeps.Note(tenant, DateOnly.FromDateTime(_clock.GetUtcNow().UtcDateTime), cancellation);
        await _heads.Close(tenant, open.Number, new LogEnd(last, _clock.GetUtcNow(), caller.Member.Name, reason, wrong.What), cancellation);
        open.Looked = default;
        return await List(tenant, cancellation);
    }

    /// <summary>Why the log cannot go on; null where it can, perhaps once it was opened anew.</summary>
    private async Task<LogStopped?> Wrong(TenantId tenant, CancellationToken cancellation)
    {
        try
        {
            await _logs.Mend(tenant, cancellation);
            await (await _logs.Opened(tenant, cancellation)).Log.PublishAll(cancellation);
            return null;
        }
        catch (LogStopped stopped) when (stopped.Why is not LogStop.Clock)
        {
            return stopped;
        }
    }
}

/// <summary>Nobody ends a record that holds.</summary>
internal sealed record RecordGoesOn() : Refusal("The record is what was signed and can go on, so it is not closed.");

/// <param name="Number">Of the log that goes on, from 1.</param>
/// <param name="Trouble">Why it cannot; null where it can.</param>
/// <param name="Closed">Those before it, oldest first.</param>
public sealed record LogsView(int Number, string Origin, string? Trouble, IReadOnlyList<ClosedLogView> Closed);

/// <param name="Why">What was found to be wrong.</param>
/// <param name="Entries">As many as its last good checkpoint covers: they are searched and proven as before.</param>
public sealed record ClosedLogView(int Number, string Folder, DateTimeOffset At, string By, string Reason, string Why, long Entries);
