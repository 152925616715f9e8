using System.Text;
using CrowdControl.AuditLog.Notes;
using CrowdControl.AuditLog.Tree;

namespace CrowdControl.Tests.Witness;

/// <summary>Every answer of C2SP tlog-witness, add-checkpoint, from a running witness.</summary>
public sealed class AddCheckpointTests(ManyLogs witness) : IClassFixture<ManyLogs>
{
    private readonly MemoryLog _log = witness.Fresh();

    [Fact]
    public async Task A_checkpoint_that_goes_on_from_the_last_is_answered_with_a_cosignature_that_holds()
    {
        var key = await witness.App.Key();
        var before = (ulong)TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();

        foreach (var (old, size) in new (ulong, ulong)[] { (0, 3), (3, 8), (8, 8), (8, 13), (13, 20) })
        {
            var answer = await Add(old, size);
            Assert.Equal((200, "text/plain; charset=utf-8"), (answer.Status, answer.Type));
            var signed = Cosigned(await _log.Note(size), answer);
            Assert.InRange(Assert.Single(signed.Verify([key])).Time!.Value, before, before + 120);
            Assert.Equal(WitnessApp.Name, signed.Signatures[^1].Name);
        }
    }

    [Fact]
    public async Task The_empty_tree_is_cosigned_and_what_grows_from_it_too()
    {
        Assert.Equal([200, 200, 200], new[] { await Add(0, 0), await Add(0, 0), await Add(0, 7) }.Select(answer => answer.Status));
    }

    [Fact]
    public async Task A_log_that_is_not_trusted_is_404_whatever_it_signed()
    {
        var stranger = new MemoryLog("stranger", 5);

        Assert.Equal(404, (await witness.App.Add(await stranger.Request(0, 5))).Status);
    }

    [Fact]
    public async Task A_checkpoint_without_a_signature_by_a_trusted_key_is_403()
    {
        var note = await _log.Note(5);
        var others = new MemoryLog("other", 5);
        var byOther = new SignedNote(note.Text, (await others.Note(5)).Signatures);
        var underItsName = new SignedNote(note.Text, [byOther.Signatures[0] with { Name = _log.Origin }]);

        Assert.Equal(403, (await witness.App.Add(MemoryLog.Bytes(0, [], byOther))).Status);
        Assert.Equal(403, (await witness.App.Add(MemoryLog.Bytes(0, [], underItsName))).Status);
        Assert.Equal(200, (await Add(0, 5)).Status);
    }

    [Fact]
    public async Task A_signature_of_a_trusted_key_that_does_not_hold_is_403_also_beside_one_that_does()
    {
        var (note, other) = (await _log.Note(5), await _log.Note(6));

        Assert.Equal(403, (await witness.App.Add(MemoryLog.Bytes(0, [], new SignedNote(note.Text, other.Signatures)))).Status);
        Assert.Equal(403, (await witness.App.Add(MemoryLog.Bytes(0, [], note.With(other.Signatures[0])))).Status);
    }

    [Fact]
    public async Task Signatures_of_unknown_keys_are_passed_over_and_not_kept()
    {
        var note = await _log.Note(5);
        for (var i = 0; i < 16; i++) note = note.With(new NoteSignature("somebody.example", (uint)i, new byte[80]));

        var answer = await witness.App.Add(MemoryLog.Bytes(0, [], note));

        Assert.Equal(200, answer.Status);
        Assert.Equal(2, (await Kept()).Signatures.Count);
    }

    [Fact]
    public async Task An_old_size_above_the_checkpoints_is_400()
    {
        await Add(0, 9);

        Assert.Equal(400, (await witness.App.Add(MemoryLog.Bytes(9, [], await _log.Note(8)))).Status);
    }

    [Fact]
    public async Task Whatever_is_no_request_in_its_one_spelling_is_400()
    {
        var good = Encoding.UTF8.GetString(await _log.Request(0, 5));
        string[] bad =
        [
            "", "\n", "old 0\n", "old 0\n\n", good[1..], good[..^1], good + "\n", "\uFEFF" + good, good.Replace("\n", "\r\n", StringComparison.Ordinal),
            good.Replace("old 0", "old 00", StringComparison.Ordinal), good.Replace("old 0", "old  0", StringComparison.Ordinal),
            good.Replace("old 0", "old -0", StringComparison.Ordinal), good.Replace("old 0", "old 18446744073709551616", StringComparison.Ordinal),
            good.Replace("old 0\n", "old 0\nAAAA\n", StringComparison.Ordinal), good.Replace("\n5\n", "\n05\n", StringComparison.Ordinal),
            good.Replace("old 0\n", "old 0\n" + string.Concat(Enumerable.Repeat(TreeHash.Empty.ToBase64() + "\n", 64)), StringComparison.Ordinal),
        ];

        foreach (var request in bad)
        {
            var answer = await witness.App.Add(Encoding.UTF8.GetBytes(request));
            Assert.True(answer.Status == 400, $"{answer.Status} for {request}");
            Assert.EndsWith(".\n", answer.Body, StringComparison.Ordinal);
        }
        Assert.Equal(400, (await witness.App.Add([.. Encoding.UTF8.GetBytes(good)[..20], 0xFF])).Status);
    }

    [Fact]
    public async Task A_body_beyond_the_limit_is_413_whatever_is_in_it()
    {
        var good = await _log.Request(0, 5);

        Assert.Equal(413, (await witness.App.Add([.. good, .. new byte[300 * 1024]])).Status);
    }

    [Fact]
    public async Task Another_old_size_than_that_of_the_last_checkpoint_is_409_with_the_size()
    {
        var never = await Add(3, 8);
        await Add(0, 8);
        var (behind, ahead) = (await Add(3, 9), await Add(9, 12));
        var older = await Add(5, 5);

        Assert.Equal(new Answer(409, "text/x.tlog.size", "0\n"), never);
        Assert.All([behind, ahead, older], answer => Assert.Equal(new Answer(409, "text/x.tlog.size", "8\n"), answer));
    }

    [Fact]
    public async Task A_proof_that_does_not_hold_is_422()
    {
        await Add(0, 6);
        var (note, proof) = (await _log.Note(11), _log.Proof(6, 11));

        Assert.Equal(422, (await witness.App.Add(MemoryLog.Bytes(6, [], note))).Status);
        Assert.Equal(422, (await witness.App.Add(MemoryLog.Bytes(6, proof[1..], note))).Status);
        Assert.Equal(422, (await witness.App.Add(MemoryLog.Bytes(6, [.. proof, TreeHash.Empty], note))).Status);
        Assert.Equal(422, (await witness.App.Add(MemoryLog.Bytes(6, [.. proof.Reverse()], note))).Status);
        Assert.Equal(422, (await witness.App.Add(MemoryLog.Bytes(6, proof, await _log.Note(11, TreeHash.Empty)))).Status);
        Assert.Equal(200, (await witness.App.Add(MemoryLog.Bytes(6, proof, note))).Status);
    }

    [Fact]
    public async Task A_proof_from_size_0_and_a_wrong_root_of_the_empty_tree_are_422()
    {
        Assert.Equal(422, (await witness.App.Add(MemoryLog.Bytes(0, [TreeHash.Empty], await _log.Note(5)))).Status);
        Assert.Equal(422, (await witness.App.Add(MemoryLog.Bytes(0, [], await _log.Note(0, _log.Root(1))))).Status);
    }

    [Fact]
    public async Task Another_history_is_422_at_the_same_size_and_later_and_is_written_to_the_log_with_what_was_signed()
    {
        await Add(0, 6);
        var forked = _log.Fork(12);

        var same = await witness.App.Add(MemoryLog.Bytes(6, [], await forked.Note(6)));
        var later = await witness.App.Add(await forked.Request(6, 12));

        Assert.Equal((422, 422), (same.Status, later.Status));
        Assert.Equal((await _log.Note(6)).Text, (await Kept()).Text);
        Assert.Contains($"{_log.Origin} signed a checkpoint that does not go on", witness.App.Log(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Monitors_read_the_last_checkpoint_with_both_signatures()
    {
        using var before = await witness.App.Http.GetAsync(Monitored());
        await Add(0, 6);
        await Add(6, 12);

        var kept = await Kept();

        Assert.Equal(404, (int)before.StatusCode);
        Assert.Equal((await _log.Note(12)).Text, kept.Text);
        Assert.Equal([_log.Origin, WitnessApp.Name], kept.Verify([_log.Key, await witness.App.Key()]).Select(signature => signature.Key.Name));
    }

    private async Task<Answer> Add(ulong old, ulong size) => await witness.App.Add(await _log.Request(old, size));

    private async Task<SignedNote> Kept() => SignedNote.Parse(await witness.App.Http.GetByteArrayAsync(Monitored()));

    private Uri Monitored() => new(witness.App.Address, $"{CrowdControl.Witness.Cosigning.HeadTable.HashOf(_log.Origin)}/checkpoint");

    private static SignedNote Cosigned(SignedNote note, Answer answer) =>
        SignedNote.Parse([.. note.ToBytes(), .. Encoding.UTF8.GetBytes(answer.Body)]);
}
