using CrowdControl.AuditLog.Journal;
using CrowdControl.AuditLog.Notes;

namespace CrowdControl.AuditLog.Witnessing;

/// <summary>Asks all of a log's witnesses for cosignatures, at the same time and for a bounded time.</summary>
/// <remarks>
/// Publishing waits for it, appending does not. One for the life of the log: it keeps in mind which size each witness knew last, and starts
/// without that knowledge, which costs a request more.
/// </remarks>
public sealed class WitnessRound
{
    private readonly IReadOnlyList<WitnessLink> _links;
    private readonly LogHistory _history;

    /// <param name="witnesses">Who is asked.</param>
    /// <param name="history">Of the log.</param>
    /// <param name="http">Should follow no redirects; its own time-out has to be longer than <paramref name="patience"/>, or infinite.</param>
    /// <param name="clock">For the time-out, and to refuse cosignatures of the future.</param>
    /// <param name="patience">For one answer; a witness may be asked three times.</param>
    public WitnessRound(IEnumerable<WitnessAddress> witnesses, LogHistory history, HttpClient http, TimeProvider clock, TimeSpan patience)
    {
        var call = new WitnessCall(http, clock, patience);
        _links = [.. witnesses.Select(witness => new WitnessLink(witness, call, clock))];
        _history = history;
    }

    /// <summary>What each witness answers to a checkpoint that the log signed, in the order of the witnesses.</summary>
    /// <exception cref="LogStopped">A witness cosigned more entries than the log has (ROLLBACK): nothing may be appended or signed until a
    /// person has looked.</exception>
    /// <remarks>What the log's own storage throws while proofs are made is passed on.</remarks>
    public async Task<IReadOnlyList<WitnessAnswer>> Ask(SignedNote note, CancellationToken cancellation)
    {
        var checkpoint = Checkpoint.Parse(note.Text);
        var answers = await Task.WhenAll(_links.Select(link => link.Ask(note, checkpoint, _history, cancellation)));
        return answers.OfType<WitnessAnswer.Ahead>().FirstOrDefault() is { } ahead
            ? throw new LogStopped(
                LogStop.Rollback, $"The witness {ahead.Witness.Name} knows {ahead.Size} entries, and the log has fewer.")
            : answers;
    }

    /// <summary>The checkpoint that a witness shows and that cannot be true beside ours, signed by the log itself; fetched from it.</summary>
    /// <returns>Null where it shows nothing that proves what it said.</returns>
    public Task<SignedNote?> Evidence(
        WitnessAnswer.Contradicted said, Checkpoint ours, IReadOnlyList<VerifierKey> logKeys, CancellationToken cancellation) =>
        _links.First(link => link.Key == said.Witness).Evidence(ours, logKeys, _history, cancellation);

    /// <summary>The checkpoint with every cosignature that could be had, in the place of older ones of the same witnesses.</summary>
    /// <exception cref="LogStopped">As in <see cref="Ask"/>.</exception>
    public async Task<SignedNote> Cosign(SignedNote note, CancellationToken cancellation)
    {
        return With(note, await Ask(note, cancellation));
    }

    /// <summary>The checkpoint with the cosignatures among the answers.</summary>
    public static SignedNote With(SignedNote note, IEnumerable<WitnessAnswer> answers)
    {
        var cosigned = answers.OfType<WitnessAnswer.Cosigned>().ToList();
        var before = note.Signatures.Where(line => !cosigned.Any(answer => line.IsOf(answer.Witness)));
        return new SignedNote(note.Text, [.. before, .. cosigned.Select(answer => answer.Line)]);
    }
}
