using System.Collections.Concurrent;
using Azure;
using Azure.Data.Tables;
using CrowdControl.Domain;
using CrowdControl.Domain.Mentions;
using CrowdControl.Domain.Publishing;
using CrowdControl.Functions.Hosting;

namespace CrowdControl.Functions.Publishing;

/// <summary>The table of submissions. What belongs together is one partition, so that it is written together or not at all.</summary>
/// <remarks>
/// Partition: the organisation's id. Rows:
/// <code>
/// s-[submission]           the submission; its id begins with the inverted time, so the newest comes first
/// i-[intent]               which submission a wish made, and the digest of what was asked
/// d-[submission]           when something is due for it; there as long as the app still has something to do with it
/// l-[digest of native id]  which submission a live post came from; kept after the post is gone
/// </code>
/// Partition <c>$organisations</c>, which no id can spell: a row for each organisation that ever had a submission.
/// </remarks>
public sealed partial class SubmissionStore(Tables tables)
{
    public const string Table = "submissions";
    private const string Organisations = "$organisations";
    private readonly ConcurrentDictionary<TenantId, bool> _known = new();

    /// <summary>Stores a new draft once for an intent; a second time it gives what the first made.</summary>
    internal async Task<Outcome<Versioned<Submission>>> Add(Submission draft, Intent intent, string asked, CancellationToken cancellation)
    {
        var table = await tables.Open(Table, cancellation);
        await Know(table, draft.Tenant, cancellation);
        var made = new TableEntity(draft.Tenant.Value, "i-" + intent.Key) { ["Submission"] = draft.Id.Value, ["Asked"] = asked };
        var row = SubmissionRow.Write(draft, KeyOf(draft.Id));
        try
        {
            var answers = await table.SubmitTransactionAsync(
                [new(TableTransactionActionType.Add, made), new(TableTransactionActionType.Add, row)], cancellation);
            return new Versioned<Submission>(draft, Version(answers.Value[1]));
        }
        catch (TableTransactionFailedException taken) when (taken.Status == 409)
        {
            return await Made(draft.Tenant, intent, asked, cancellation) is { } earlier
                ? earlier
                : throw new InvalidOperationException($"The submission {draft.Id} exists, but not for this intent.", taken);
        }
    }

    /// <summary>What the intent made before; null when it made nothing yet.</summary>
    internal async Task<Outcome<Versioned<Submission>>?> Made(TenantId tenant, Intent intent, string asked, CancellationToken cancellation)
    {
        var table = await tables.Open(Table, cancellation);
        var made = await table.GetEntityIfExistsAsync<TableEntity>(tenant.Value, "i-" + intent.Key, cancellationToken: cancellation);
        if (!made.HasValue) return null;
        if (made.Value!.GetString("Asked") != asked) return new Refusal.KeyReused();
        var stored = await Find(tenant, new SubmissionId(made.Value.GetString("Submission")), cancellation)
            ?? throw new InvalidOperationException("An intent and its submission are written together, and one of them is missing.");
        return stored.Versioned;
    }

    internal async Task<StoredSubmission?> Find(TenantId tenant, SubmissionId id, CancellationToken cancellation)
    {
        var table = await tables.Open(Table, cancellation);
        var row = await table.GetEntityIfExistsAsync<TableEntity>(tenant.Value, KeyOf(id), cancellationToken: cancellation);
        return row.HasValue ? SubmissionRow.Read(row.Value!) : null;
    }

    /// <summary>Writes what became of a submission, with all that hangs on it; null when somebody else wrote in between.</summary>
    internal async Task<StoredSubmission?> Replace(
        StoredSubmission before, Submission after, DateTimeOffset now, CancellationToken cancellation)
    {
        var table = await tables.Open(Table, cancellation);
        var row = SubmissionRow.Write(after, KeyOf(after.Id));
        var actions = new List<TableTransactionAction> { new(TableTransactionActionType.UpdateReplace, row, before.Version) };
        var due = after.DueAt(now);
        if (due is { } at) actions.Add(new(TableTransactionActionType.UpsertReplace, DueRow(after, at)));
        else if (before.Watched)
            actions.Add(new(TableTransactionActionType.Delete, new TableEntity(after.Tenant.Value, DueKey(after.Id)), ETag.All));
        if (after.Live is { } live && before.Submission.Live != live)
            actions.Add(new(TableTransactionActionType.UpsertReplace,
                new TableEntity(after.Tenant.Value, LiveKey(live.NativeId)) { ["Submission"] = after.Id.Value }));
        try
        {
            var answers = await table.SubmitTransactionAsync(actions, cancellation);
            return new StoredSubmission(after, Version(answers.Value[0]), due is not null);
        }
        catch (TableTransactionFailedException lost) when (lost.Status == 412)
        {
            return null;
        }
    }

    /// <summary>The submission that a live post came from, whether it is still live or not.</summary>
    internal async Task<SubmissionId?> LiveAs(TenantId tenant, string nativeId, CancellationToken cancellation)
    {
        var table = await tables.Open(Table, cancellation);
        var row = await table.GetEntityIfExistsAsync<TableEntity>(tenant.Value, LiveKey(nativeId), cancellationToken: cancellation);
        return row.HasValue ? new SubmissionId(row.Value!.GetString("Submission")) : null;
    }

    private async Task Know(TableClient table, TenantId tenant, CancellationToken cancellation)
    {
        if (_known.ContainsKey(tenant)) return;
        await table.UpsertEntityAsync(new TableEntity(Organisations, tenant.Value), cancellationToken: cancellation);
        _known[tenant] = true;
    }

    private static string KeyOf(SubmissionId id) => "s-" + id.Value;

    private static string DueKey(SubmissionId id) => "d-" + id.Value;

    private static string LiveKey(string nativeId) => "l-" + MentionKey.Digest([nativeId]);

    private static TableEntity DueRow(Submission submission, DateTimeOffset at) => new(submission.Tenant.Value, DueKey(submission.Id))
    {
        ["DueAt"] = at,
        ["Revision"] = submission.Revision.Number,
    };

    private static ETag Version(Response answer) =>
        answer.Headers.ETag ?? throw new InvalidOperationException("The table service named no version for what it wrote.");
}
