using System.Text;
using CrowdControl.AuditLog.Notes;
using CrowdControl.AuditLog.Tree;

namespace CrowdControl.AuditLog.Witnessing;

/// <summary>Asks one witness, and keeps in mind which size it knew last. Safe for several threads.</summary>
internal sealed class WitnessLink(WitnessAddress witness, WitnessCall call, TimeProvider clock)
{
    public VerifierKey Key => witness.Key;

    /// <summary>The first may have the wrong size, the second right; a third where another instance asks at the same time.</summary>
    private const int Tries = 3;

    private const int LongestWords = 200;

    /// <summary>How far a witness's clock may be ahead of ours.</summary>
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(5);

    private ulong _known;

    /// <remarks>What the log's own storage throws is passed on; whatever the witness does comes back as an answer.</remarks>
    public async Task<WitnessAnswer> Ask(SignedNote note, Checkpoint checkpoint, LogHistory history, CancellationToken cancellation)
    {
        var old = Math.Min(Volatile.Read(ref _known), checkpoint.Size);
        for (var attempt = 1; ; attempt++)
        {
            // The empty tree and the tree itself need no proof.
            Digest[] proof = old == 0 || old == checkpoint.Size ? [] : await history.Consistency(old, checkpoint.Size, cancellation);
            var (answer, size) = await Once(new AddCheckpointRequest(old, proof, note, checkpoint), cancellation);
            if (answer is not null) return answer;
            if (size > checkpoint.Size) return await Newer(size, checkpoint, history, cancellation);
            Volatile.Write(ref _known, size);
            if (size == old || attempt == Tries) return Missing($"It was asked with size {old} and says that it knows size {size}.");
            old = size;
        }
    }

    /// <summary>What the witness shows that contradicts a checkpoint: another one that the same log signed.</summary>
    /// <returns>Null where it shows none. Its word alone is no proof: any stranger could stop a log with it.</returns>
    public async Task<SignedNote?> Evidence(
        Checkpoint ours, IReadOnlyList<VerifierKey> logKeys, LogHistory history, CancellationToken cancellation)
    {
        try
        {
            var reply = await call.Get(witness.LatestOf(ours.Origin), cancellation);
            if (reply.Status != 200) return null;
            var note = SignedNote.Parse(reply.Body);
            note.Verify(logKeys);
            var theirs = Checkpoint.Parse(note.Text);
            if (theirs.Origin != ours.Origin || theirs.Size == 0 || theirs.Size > ours.Size) return null;
            return await Goes(theirs, ours, history, cancellation) ? null : note;
        }
        catch (Exception unusable) when (unusable is WitnessSilent or FormatException)
        {
            return null;
        }
    }

    private static async Task<bool> Goes(Checkpoint from, Checkpoint to, LogHistory history, CancellationToken cancellation)
    {
        if (from.Size == to.Size) return from.Root == to.Root;
        var proof = await history.Consistency(from.Size, to.Size, cancellation);
        try
        {
            ConsistencyProof.Check(from.Size, to.Size, from.Root, to.Root, proof);
            return true;
        }
        catch (FormatException)
        {
            return false;
        }
    }

    /// <returns>An answer, or which size the witness would have to be asked with.</returns>
    private async Task<(WitnessAnswer? Answer, ulong Size)> Once(AddCheckpointRequest request, CancellationToken cancellation)
    {
        try
        {
            var reply = await call.Send(witness.AddCheckpoint, request.ToBytes(), cancellation);
            if (reply.Status != 409) return (Judge(reply, request), 0);
            return reply.ContentType == AddCheckpointRequest.SizeType
                ? (null, AddCheckpointRequest.ReadSize(reply.Body))
                : (Missing($"It answered 409 with {reply.ContentType ?? "no content type"}."), 0);
        }
        catch (WitnessSilent silent)
        {
            return (Missing(silent.Message), 0);
        }
        catch (FormatException unreadable)
        {
            return (Missing($"Its answer cannot be used: {unreadable.Message}"), 0);
        }
    }

    /// <summary>Newer than the checkpoint is no news where another instance published since; newer than the log is.</summary>
    private async Task<WitnessAnswer> Newer(ulong size, Checkpoint checkpoint, LogHistory history, CancellationToken cancellation) =>
        size > await history.Size(cancellation)
            ? new WitnessAnswer.Ahead(witness.Key, size)
            : Missing($"It knows size {size} already, which is newer than the checkpoint of {checkpoint.Size}.");

    private WitnessAnswer Judge(WitnessReply reply, AddCheckpointRequest request)
    {
        if (reply.Status == 422) return new WitnessAnswer.Contradicted(witness.Key, Words(reply));
        if (reply.Status != 200) return Missing($"It answered {reply.Status}: {Words(reply)}");

        // Lines of other keys are passed over; one of this key that does not hold refuses the answer.
        var signed = SignedNote.Parse([.. Encoding.UTF8.GetBytes(request.Note.Text + "\n"), .. reply.Body]);
        // An answer with an empty line in it would have made the text longer, and could have been signed like that.
        if (signed.Text != request.Note.Text) throw new FormatException("It is no list of signature lines.");
        var time = signed.Verify([witness.Key])[0].Time!.Value;
        if (time == 0) throw new FormatException("The cosignature has no time.");
        if (time > (ulong)(clock.GetUtcNow() + ClockTolerance).ToUnixTimeSeconds()) throw new FormatException("The cosignature is of the future.");
        Volatile.Write(ref _known, request.Checkpoint.Size);
        return new WitnessAnswer.Cosigned(witness.Key, signed.Signatures.First(line => line.IsOf(witness.Key)), time);
    }

    private WitnessAnswer.Missing Missing(string why) => new(witness.Key, why);

    /// <summary>The first line of what a stranger wrote, fit to be shown.</summary>
    private static string Words(WitnessReply reply)
    {
        var line = Encoding.UTF8.GetString(reply.Body).Split('\n')[0];
        return new string([.. line.Where(c => !char.IsControl(c)).Take(LongestWords)]);
    }
}
