using System.Security.Cryptography;
using System.Text;
using CrowdControl.AuditLog.Journal;
using CrowdControl.AuditLog.Notes;
using CrowdControl.AuditLog.Sequencing;
using CrowdControl.AuditLog.Witnessing;
using CrowdControl.Domain;

namespace CrowdControl.Functions.Auditing.Anchors;

/// <summary>Asks the witnesses each time that a log is published on its grid, and keeps what they say beside the checkpoint.</summary>
internal sealed class CosigningDesk(WitnessSettings settings, AnchorTable table, HttpClient http, TimeProvider clock)
{
    /// <summary>For one answer: publishing waits for it.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    /// <summary>What a log asks for cosignatures; null where it has no witnesses.</summary>
    /// <param name="log">Asked for when a witness is, by which time there is one.</param>
    public Func<SignedNote, CancellationToken, Task<SignedNote>>? For(
        TenantId tenant, string folder, ILogStore store, Func<IReadOnlyList<VerifierKey>> keys, Func<SequencedLog> log)
    {
        if (settings.All.Count == 0) return null;
        var round = new WitnessRound(settings.All, LogHistory.Of(log), http, clock, Patience);
        return async (note, cancellation) =>
        {
            var (answers, ours) = (await round.Ask(note, cancellation), Checkpoint.Parse(note.Text));
            foreach (var answer in answers)
                switch (answer)
                {
                    case WitnessAnswer.Cosigned signed: await Keep(tenant, folder, store, (long)ours.Size, signed, cancellation); break;
                    case WitnessAnswer.Missing missing: await Failed(tenant, folder, missing, missing.Why, cancellation); break;
                    case WitnessAnswer.Contradicted said:
                        await Failed(tenant, folder, said, $"It says that the record contradicts what it saw: {said.Why}", cancellation);
                        if (await round.Evidence(said, ours, keys(), cancellation) is { } theirs) throw await Forked(folder, store, said, ours, theirs, cancellation);
                        break;
                }

            return WitnessRound.With(note, answers);
        };
    }

    /// <summary>In its own file, which the first of two instances makes: one line, as the verifier reads it.</summary>
    private async Task Keep(TenantId tenant, string folder, ILogStore store, long size, WitnessAnswer.Cosigned signed, CancellationToken cancellation)
    {
        var line = Encoding.UTF8.GetBytes(signed.Line.ToLine());
        if (!await store.Create(LogArea.Anchors, new LogPaths(folder).Cosignature(size, signed.Witness.Name), line, cancellation)) return;
        var anchor = new Anchor(DateTimeOffset.FromUnixTimeSeconds((long)signed.Time), size, Convert.ToHexStringLower(SHA256.HashData(line)));
        await table.Note(tenant, folder, OutsideKind.Witness, signed.Witness.Name, anchor, cancellation);
    }

    private Task Failed(TenantId tenant, string folder, WitnessAnswer answer, string why, CancellationToken cancellation) =>
        table.Failed(tenant, folder, OutsideKind.Witness, answer.Witness.Name, why, cancellation);

    /// <summary>Our own key signed both, and both cannot be true: what the witness holds is kept beside ours, and the log stops.</summary>
    private static async Task<LogStopped> Forked(
        string folder, ILogStore store, WitnessAnswer.Contradicted said, Checkpoint ours, SignedNote theirs, CancellationToken cancellation)
    {
        var shown = Checkpoint.Parse(theirs.Text);
        var name = new LogPaths(folder).Contradiction(shown.Size, said.Witness.Name);
        await store.Create(LogArea.Anchors, name, theirs.ToBytes(), cancellation);
        return new LogStopped(LogStop.Fork,
            $"The witness {said.Witness.Name} holds a checkpoint of {shown.Size} entries that this log signed, with the root {shown.Root}; "
            + $"that of {ours.Size} entries with the root {ours.Root} does not go on from it. Theirs is kept as {name}.");
    }
}
