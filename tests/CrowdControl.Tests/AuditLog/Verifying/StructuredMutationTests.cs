using System.Numerics;
using CrowdControl.AuditLog.Journal;
using CrowdControl.AuditLog.Notes;
using CrowdControl.AuditLog.Verifying;
using CrowdControl.Tests.AuditLog.Sequencing;

namespace CrowdControl.Tests.AuditLog.Verifying;

/// <summary>Damage by somebody who knows the format: whole frames and files, stale heads, signatures bent without the key.</summary>
[Trait("Goal", "G2")]
public class StructuredMutationTests
{
    private const string Segment = "seg/000000000000.paj";

    [Fact]
    public async Task Frames_dropped_doubled_swapped_or_taken_from_another_log_are_refused_at_their_first_entry()
    {
        await using var log = await Written("e");
        await using var other = await Written("other");
        var (directory, foreign) = (await log.Export(), Frames(File.ReadAllBytes(Path.Combine(await other.Export(), Segment))));
        var file = Path.Combine(directory, Segment);
        var good = Frames(File.ReadAllBytes(file));

        for (var i = 0; i < good.Count; i++)
        {
            Refused(i, frames => frames.RemoveAt(i));
            Refused(i + 1, frames => frames.Insert(i, good[i]));
            Refused(i, frames => frames[i] = foreign[i]);
            if (i > 0) Refused(i - 1, frames => (frames[i - 1], frames[i]) = (frames[i], frames[i - 1]));
        }

        void Refused(int first, Action<List<byte[]>> change)
        {
            var frames = good.ToList();
            change(frames);
            File.WriteAllBytes(file, [.. frames.SelectMany(frame => frame)]);
            var report = WitnessedLog.Verify(directory);
            // A journal that merely goes on shows entries that no checkpoint covers.
            if (first == good.Count) Assert.Equal(Gravity.Lacking, report.Gravest);
            else Assert.Equal((ulong)first, report.FirstBad);
        }
    }

    [Fact]
    public async Task A_frame_that_was_hashed_anew_after_a_change_is_refused()
    {
        await using var log = await Written("e");
        var directory = await log.Export();
        Damage.Change(Path.Combine(directory, Segment), bytes =>
        {
            var frame = Frame.Read(bytes)!;
            var forged = new byte[frame.Bytes.Length];
            frame.Bytes.CopyTo(forged);
            var changed = Frame.Complete(frame.Header with { UnixMs = frame.Header.UnixMs + 1 }, forged);
            return [.. changed.Bytes.Span, .. bytes.AsSpan(forged.Length)];
        });

        Assert.Equal(0UL, WitnessedLog.Verify(directory).FirstBad);
    }

    [Fact]
    public async Task A_stale_head_over_a_longer_log_is_refused()
    {
        await using var log = await Written("e");
        var old = await log.Export();
        await log.Append(3, "later");
        var directory = await log.Export();
        File.Copy(Path.Combine(old, "checkpoint"), Path.Combine(directory, "checkpoint"), overwrite: true);

        var report = WitnessedLog.Verify(directory);

        Assert.Equal(Gravity.Wrong, report.Gravest);
        Assert.Contains(report.Findings, finding => finding.Where == "ckpt/000000000011");
    }

    [Fact]
    public async Task A_signature_bent_without_the_key_is_refused_though_plain_ECDSA_takes_it()
    {
        await using var log = await Written("e");
        var directory = await log.Export();
        Damage.Change(Path.Combine(directory, "checkpoint"), bytes =>
        {
            var note = SignedNote.Parse(bytes);
            return new SignedNote(note.Text,
                [.. note.Signatures.Select(line => line.Name == TestLog.Origin ? line with { Bytes = Bent(line.Bytes.Span) } : line)])
                    .ToBytes();
        });

        var report = WitnessedLog.Verify(directory);

        Assert.Equal(Gravity.Wrong, report.Gravest);
        Assert.Contains("does not hold", report.Findings[0].What, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_checkpoint_of_another_log_or_under_another_name_is_refused()
    {
        await using var log = await Written("e");
        var directory = await log.Export();
        File.Copy(Path.Combine(directory, "ckpt/000000000008"), Path.Combine(directory, "ckpt/000000000007"));
        Assert.Contains(WitnessedLog.Verify(directory).Findings, finding =>
            finding is { Gravity: Gravity.Wrong, Where: "ckpt/000000000007" });
        File.Delete(Path.Combine(directory, "ckpt/000000000007"));

        const string Other = "audit.wexmoor.police.example/log/1";
        var signer = new TestSigner(Other);
        var note = await CheckpointSigning.Sign(new Checkpoint(Other, 4, default), [signer], CancellationToken.None);
        var report = WitnessedLog.Verify(directory, WitnessedLog.Terms with { Held = [new HeldCheckpoint("other", note)] });
        Assert.Contains(report.Findings, finding => finding is { Gravity: Gravity.Wrong, Where: "other" });
    }

    private static async Task<WitnessedLog> Written(string prefix)
    {
        var log = new WitnessedLog();
        await log.Append(4, prefix);
        await log.Publish();
        await log.Append(4, $"{prefix}.");
        return log;
    }

    private static List<byte[]> Frames(byte[] segment)
    {
        var frames = new List<byte[]>();
        for (ReadOnlyMemory<byte> rest = segment; rest.Length > 0; rest = rest[frames[^1].Length..])
            frames.Add(Frame.Read(rest)!.Bytes.ToArray());
        return frames;
    }

    /// <summary>(r, n - s), which verifies whenever (r, s) does.</summary>
    private static byte[] Bent(ReadOnlySpan<byte> der)
    {
        var order = BigInteger.Parse("0ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551",
            System.Globalization.NumberStyles.HexNumber, null);
        var rs = new byte[P256Signature.Size];
        Assert.True(P256Signature.TryReadDer(der, rs));
        var s = order - new BigInteger(rs.AsSpan(32), isUnsigned: true, isBigEndian: true);
        var writer = new System.Formats.Asn1.AsnWriter(System.Formats.Asn1.AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(new BigInteger(rs.AsSpan(0, 32), isUnsigned: true, isBigEndian: true));
            writer.WriteInteger(s);
        }
        return writer.Encode();
    }
}
