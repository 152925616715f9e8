using CrowdControl.AuditLog.Notes;
using CrowdControl.AuditLog.Witnessing;
using CrowdControl.Witness.Keys;
using Microsoft.Extensions.Logging;

namespace CrowdControl.Witness.Cosigning;

/// <summary>Cosigns checkpoints that go on from the latest one that it cosigned of the same log, and no others.</summary>
public sealed partial class Cosigner
{
    private readonly TrustedLogs _logs;
    private readonly HeadTable _heads;
    private readonly WitnessKey _key;
    private readonly TimeProvider _clock;
    private readonly ILogger<Cosigner> _log;

    internal Cosigner(TrustedLogs logs, HeadTable heads, WitnessKey key, TimeProvider clock, ILogger<Cosigner> log) =>
        (_logs, _heads, _key, _clock, _log) = (logs, heads, key, clock, log);

    /// <summary>Answers a request; what is answered with a cosignature is durable then, and nothing older is ever cosigned after it.</summary>
    public async Task<CosigningAnswer> Answer(ReadOnlyMemory<byte> body, CancellationToken cancellation)
    {
        AddCheckpointRequest asked;
        try
        {
            asked = AddCheckpointRequest.Parse(body.Span);
        }
        catch (FormatException wrong)
        {
            return new CosigningAnswer.Malformed(wrong.Message);
        }

        if (_logs.KeysOf(asked.Checkpoint.Origin) is not { Count: > 0 } keys) return new CosigningAnswer.UnknownLog(asked.Checkpoint.Origin);
        try
        {
            asked.Note.Verify(keys);
        }
        catch (FormatException wrong)
        {
            return new CosigningAnswer.NotSigned(wrong.Message);
        }

        if (asked.OldSize > asked.Checkpoint.Size)
            return new CosigningAnswer.Malformed($"The old size, {asked.OldSize}, is greater than the checkpoint's, {asked.Checkpoint.Size}.");
        // Known keys alone: lines of others are whatever somebody appended.
        var note = new SignedNote(asked.Note.Text, [.. asked.Note.Signatures.Where(line => keys.Any(line.IsOf))]);
        return await Cosign(asked with { Note = note }, cancellation);
    }

    /// <summary>The latest checkpoint of a log that was cosigned here, for monitors; null where none was.</summary>
    /// <param name="originHash">SHA-256 of its origin in 64 lower-case digits.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<SignedNote?> Latest(string originHash, CancellationToken cancellation) =>
        originHash.Length == 64 && originHash.All(char.IsAsciiHexDigitLower) ? (await _heads.Find(originHash, cancellation))?.Head.Note : null;

    private async Task<CosigningAnswer> Cosign(AddCheckpointRequest asked, CancellationToken cancellation)
    {
        var (key, hash) = (await _key.Get(cancellation), HeadTable.HashOf(asked.Checkpoint.Origin));
        while (true)
        {
            var known = await _heads.Find(hash, cancellation);
            if (Judgement.Refuse(asked, known?.Head) is { } refusal)
            {
                if (refusal is CosigningAnswer.Inconsistent { Why: var why })
                    Contradicted(asked.Checkpoint.Origin, why, known?.Head.Note.Text ?? "nothing", Convert.ToBase64String(asked.Note.ToBytes()));
                return refusal;
            }

            // The same checkpoint, too, is written anew: a time that lies after a greater size was cosigned would be untrue.
            var at = Later(_clock.GetUtcNow(), known?.Head.At);
            var line = key.Sign(asked.Note.Text, at);
            var head = new Head(asked.Checkpoint.Size, asked.Checkpoint.Root, at, asked.Note.With(line));
            if (await _heads.Write(head, known?.Version, cancellation)) return new CosigningAnswer.Cosigned(line);
            // Somebody was quicker, and what they wrote is what this request is held against now.
        }
    }

    /// <summary>Times of a log's cosignatures never descend, whatever the clocks of our instances say.</summary>
    private static DateTimeOffset Later(DateTimeOffset now, DateTimeOffset? before) => before > now ? before.Value : now;

    /// <summary>The log signed it: it may be the proof that the log shows two histories, so all of it is kept.</summary>
    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "{Origin} signed a checkpoint that does not go on from the one cosigned here. {Why} Known: {Known}. In base64: {Note}")]
    private partial void Contradicted(string origin, string why, string known, string note);
}
