using System.Text.Encodings.Web;
using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using CrowdControl.Domain;
using CrowdControl.Domain.Publishing;
using CrowdControl.Functions.Hosting;

namespace CrowdControl.Functions.Publishing;

/// <summary>A submission and the version of its row; <paramref name="Watched"/>: the row that names its next moment exists.</summary>
internal sealed record StoredSubmission(Submission Submission, ETag Version, bool Watched)
{
    public Versioned<Submission> Versioned => new(Submission, Version);
}

/// <summary>A submission as a table row: the whole of it as JSON, and apart from that only what lists look for.</summary>
internal static class SubmissionRow
{
    /// <summary>Raise it with every change that an older app could not read.</summary>
    private const int Format = 1;

    /// <summary>A string property holds at most 32 K characters; a longer text goes on in the next one.</summary>
    private const int MostInOneProperty = 30_000;

    private static readonly JsonSerializerOptions Options = Make();

    /// <summary>What <see cref="Involved"/> reads.</summary>
    public static readonly string[] ForCounting = ["RowKey", "State", "Channel", "Author", "Involved"];

    public static TableEntity Write(Submission submission, string rowKey)
    {
        var row = new TableEntity(submission.Tenant.Value, rowKey)
        {
            ["Format"] = Format,
            ["State"] = submission.State.ToString(),
            ["Channel"] = submission.Channel.Value,
            ["Author"] = submission.Author.Member.Value,
            ["Involved"] = string.Join('\n', submission.Contributors.Select(one => one.Person)
                .Concat(submission.Decisions.Where(decision => decision.Counted).Select(decision => decision.By.Person)).Distinct()),
            ["Watched"] = submission.IsWatched(),
        };
        var json = JsonSerializer.Serialize(submission, Options);
        for (var (at, part) = (0, 0); at < json.Length; part++)
        {
            var length = Math.Min(MostInOneProperty, json.Length - at);
            row[$"Json{part}"] = json.Substring(at, length);
            at += length;
        }

        return row;
    }

    /// <exception cref="InvalidOperationException">A newer app wrote it.</exception>
    public static StoredSubmission Read(TableEntity row)
    {
        if (row.GetInt32("Format") is not Format)
            throw new InvalidOperationException(
                $"The submission {row.RowKey} is of format {row.GetInt32("Format")}, and this app reads {Format}. Deploy the newer app.");
        var json = string.Concat(
            Enumerable.Range(0, int.MaxValue).Select(part => row.GetString($"Json{part}")).TakeWhile(part => part is not null));
        var submission = JsonSerializer.Deserialize<Submission>(json, Options)
            ?? throw new InvalidOperationException($"The submission {row.RowKey} is empty.");
        return new StoredSubmission(submission, row.ETag, row.GetBoolean("Watched") ?? false);
    }

    /// <summary>True for somebody who contributed, or whose decision on this version counts already.</summary>
    public static bool Involved(TableEntity row, string person) =>
        (row.GetString("Involved") ?? "").Split('\n').Contains(person, StringComparer.OrdinalIgnoreCase);

    /// <summary>True while something has to happen to it by the clock or by the app itself.</summary>
    private static bool IsWatched(this Submission submission) => submission.Next(submission.CreatedAt) is not NextStep.Rest;

    /// <summary>When the app has to do something about it, seen from now; null when nothing is left to do.</summary>
    public static DateTimeOffset? DueAt(this Submission submission, DateTimeOffset now) => submission.Next(now) switch
    {
        NextStep.Rest => null,
        NextStep.Wait wait => wait.Until,
        NextStep.LookAtHalt => submission.NextLookAtHalt(now),
        _ => now,
    };

    /// <summary>When a held submission is looked at again: seldom while it is held for long, never later than it expires.</summary>
    public static DateTimeOffset NextLookAtHalt(this Submission submission, DateTimeOffset now)
    {
        var again = now + ReleaseTimes.UntilHaltIsLookedAtAgain(now - (submission.Hold?.Since ?? now));
        return submission.ExpiresAt is { } expires && expires < again ? expires : again;
    }

    /// <summary>True where the two would be stored as the same.</summary>
    public static bool Same(Submission one, Submission other) =>
        JsonSerializer.Serialize(one, Options) == JsonSerializer.Serialize(other, Options);

    /// <summary>Stored as the domain has it, without what it works out itself, and letters that are no English ones as they
    /// are.</summary>
    private static JsonSerializerOptions Make()
    {
        var options = new JsonSerializerOptions(Json.Options)
        {
            IgnoreReadOnlyProperties = true,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        };
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}
