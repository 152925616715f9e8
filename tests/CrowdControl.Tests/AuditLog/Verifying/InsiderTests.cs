using CrowdControl.AuditLog.Notes;
using CrowdControl.AuditLog.Tree;
using CrowdControl.AuditLog.Verifying;
using CrowdControl.Tests.AuditLog.Sequencing;

namespace CrowdControl.Tests.AuditLog.Verifying;

/// <summary>
/// Somebody with every right over storage and signing key hands over a log that they changed. Whoever verifies holds the trust policy and
/// what one witness kept, and nothing else. The log has twelve entries; sizes 4, 8 and 12 were signed and cosigned.
/// </summary>
[Trait("Goal", "G10")]
public class InsiderTests
{
    private static readonly string[] Honest = [.. Enumerable.Range(0, 12).Select(i => $"e{i}")];

    /// <summary>What the insider does, and the first entry that is not what it was.</summary>
    public static TheoryData<string, string[], int> Histories => new()
    {
        { "edit", Changed(history => history[5] = "forged"), 5 },
        { "edit the first", Changed(history => history[0] = "forged"), 0 },
        { "edit the last", Changed(history => history[11] = "forged"), 11 },
        { "delete", Changed(history => { history.RemoveAt(5); history.Add("filler"); }), 5 },
        { "delete one that is the last of its stream", Changed(history => { history.RemoveAt(9); history.Add("filler"); }), 9 },
        { "reorder", Changed(history => (history[5], history[6]) = (history[6], history[5])), 5 },
        { "insert", Changed(history => { history.Insert(5, "slipped in"); history.RemoveAt(12); }), 5 },
        { "backdate", Changed(history => { history.Insert(2, history[10]); history.RemoveAt(11); }), 2 },
        { "write all of it anew", Changed(history => { for (var i = 0; i < 12; i++) history[i] = $"new{i}"; }), 0 },
    };

    [Theory, MemberData(nameof(Histories))]
    public async Task A_log_rebuilt_and_signed_again_is_refused_by_what_the_witness_kept(string attack, string[] history, int first)
    {
        await using var honest = await Written(Honest);
        await using var forged = await Written(history, witnessed: false);
        var directory = await forged.Export();

        // Taken by itself it is a log like any other, short of witnesses: a signature by our own key proves nothing against ourselves.
        Assert.Equal(Gravity.Lacking, WitnessedLog.Verify(directory).Gravest);

        var kept = WitnessedLog.Verify(directory, WitnessedLog.Terms with { Held = [new HeldCheckpoint("kept", honest.Kept!)] });
        Assert.Equal(Gravity.Wrong, kept.Gravest);
        Assert.True(Named(kept, first), attack);

        CopyCosignatures(await honest.Export(), directory);
        var narrowed = WitnessedLog.Verify(directory);
        Assert.Equal((ulong)(first / 4 * 4), narrowed.FirstBad);
        Assert.True(Named(narrowed, first), attack);
    }

    [Theory, MemberData(nameof(Histories))]
    public async Task A_changed_log_under_the_old_signatures_is_refused_without_any_witness(string attack, string[] history, int first)
    {
        await using var honest = await Written(Honest);
        await using var forged = await Written(history, witnessed: false);
        var directory = await forged.Export();
        foreach (var file in Damage.Files(await honest.Export())
            .Where(file => file.EndsWith("checkpoint", StringComparison.Ordinal) || file.Contains("/ckpt/", StringComparison.Ordinal)))
            File.Copy(file, Path.Combine(directory, Path.GetRelativePath(Export(file), file)), overwrite: true);

        var report = WitnessedLog.Verify(directory);

        Assert.Equal(Gravity.Wrong, report.Gravest);
        Assert.True(Named(report, first), attack);
    }

    [Theory, MemberData(nameof(Histories))]
    public async Task Changed_entries_beside_the_old_hashes_are_named_one_by_one(string attack, string[] history, int first)
    {
        await using var honest = await Written(Honest);
        await using var forged = await Written(history, witnessed: false);
        var (directory, other) = (await honest.Export(), await forged.Export());
        foreach (var part in new[] { "tile/entries/000.p/12", "seg/000000000000.paj", "tile/0/000.p/12" })
        {
            var good = File.ReadAllBytes(Path.Combine(directory, part));
            File.Copy(Path.Combine(other, part), Path.Combine(directory, part), overwrite: true);
            var found = WitnessedLog.Verify(directory).Findings[0];
            Assert.True(found.From <= (ulong)first && found.To >= (ulong)first && found.From == found.To, $"{attack}: {part}: {found}");
            File.WriteAllBytes(Path.Combine(directory, part), good);
        }
    }

    [Fact]
    public async Task A_tail_cut_off_and_an_old_copy_put_back_are_refused_by_what_the_witness_kept()
    {
        await using var log = await Written(Honest[..8]);
        var old = await log.Export();
        await log.Append(4, "later");
        await log.Publish();
        await using var cut = await Written(Honest[..6], witnessed: false);

        var terms = WitnessedLog.Terms with { Held = [new HeldCheckpoint("kept", log.Kept!)] };
        Assert.Empty(WitnessedLog.Verify(old).Findings);
        Assert.Equal(8UL, WitnessedLog.Verify(old, terms).FirstBad);
        Assert.Equal(6UL, WitnessedLog.Verify(await cut.Export(), terms).FirstBad);
    }

    [Fact]
    public async Task An_old_copy_is_not_fresh()
    {
        await using var log = await Written(Honest);
        var directory = await log.Export();

        Assert.Empty(WitnessedLog.Verify(directory, WitnessedLog.Terms with { AsOf = log.Clock.Now.AddMinutes(59) }).Findings);
        var stale = WitnessedLog.Verify(directory, WitnessedLog.Terms with { AsOf = log.Clock.Now.AddMinutes(62) });
        Assert.Equal(Gravity.Lacking, stale.Gravest);
        Assert.Contains("Not fresh", stale.Findings[0].What, StringComparison.Ordinal);
    }

    [Theory, InlineData(12, 12), InlineData(12, 13), InlineData(9, 12), InlineData(8, 12), InlineData(1, 12)]
    public async Task Two_histories_that_were_both_signed_prove_the_fork_by_themselves(int shown, int hidden)
    {
        var fork = Math.Min(8, shown - 1);
        await using var one = await Written([.. Honest[..fork], .. Enumerable.Range(0, shown - fork).Select(i => $"shown{i}")],
            witnessed: false);
        await using var other = await Written([.. Honest[..fork], .. Enumerable.Range(0, hidden - fork).Select(i => $"hidden{i}")],
            witnessed: false);

        var compared = CheckpointComparison.Of(CheckpointFile.Read(await one.Export()), CheckpointFile.Read(await other.Export()),
            WitnessedLog.Policy);

        Assert.Equal((Relation.Contradictory, true), (compared.Relation, compared.BothSigned));
        Assert.NotEqual(compared.Smaller.Checkpoint.Root, compared.RootBefore);
        ConsistencyProof.Check((ulong)shown, (ulong)hidden, compared.RootBefore!.Value, compared.Greater.Checkpoint.Root,
            [.. compared.Proof]);
    }

    [Fact]
    public async Task One_history_is_no_fork()
    {
        await using var log = await Written(Honest[..7]);
        var early = CheckpointFile.Read(await log.Export());
        await log.Append(3, "later");
        var late = CheckpointFile.Read(await log.Export());

        Assert.Equal(Relation.Consistent, CheckpointComparison.Of(late, early, WitnessedLog.Policy).Relation);
        Assert.Equal(Relation.Consistent, CheckpointComparison.Of(early, early, WitnessedLog.Policy).Relation);
        var alone = CheckpointComparison.Of(early, late with { Log = null }, WitnessedLog.Policy);
        Assert.Equal((Relation.Unknown, Gravity.Lacking), (alone.Relation, Assert.Single(alone.Findings).Gravity));
    }

    [Fact]
    public async Task Checkpoints_that_somebody_else_signed_prove_nothing_against_the_log()
    {
        await using var one = await Written(Honest, witnessed: false);
        await using var framed = await Written(Changed(history => history[3] = "framed"), witnessed: false,
            new TestSigner(TestLog.Origin));

        var compared = CheckpointComparison.Of(CheckpointFile.Read(await one.Export()), CheckpointFile.Read(await framed.Export()),
            WitnessedLog.Policy);

        Assert.Equal((Relation.Contradictory, false), (compared.Relation, compared.BothSigned));
        Assert.Equal(Gravity.Wrong, WitnessedLog.Verify(await framed.Export()).Gravest);
    }

    private static async Task<WitnessedLog> Written(string[] names, bool witnessed = true, params TestSigner[] signers)
    {
        var log = new WitnessedLog(witnessed, signers);
        for (var i = 0; i < names.Length; i++)
        {
            await log.Append(TestLog.Entry(names[i], $"acct:{names[i].Length % 3}{names[i][^1] % 3}"));
            if (i % 4 == 3) await log.Publish();
        }
        await log.Publish();
        return log;
    }

    private static string[] Changed(Action<List<string>> change)
    {
        var history = Honest.ToList();
        change(history);
        return [.. history];
    }

    private static bool Named(LogReport report, int first) => report.Findings.Any(finding =>
        finding.Gravity == Gravity.Wrong && finding.From <= (ulong)first && (ulong)first <= finding.To);

    private static void CopyCosignatures(string from, string to)
    {
        foreach (var file in Damage.Files(from).Where(file => file.Contains("/cosig/", StringComparison.Ordinal)))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    private static string Export(string file) => file.EndsWith("checkpoint", StringComparison.Ordinal)
        ? Path.GetDirectoryName(file)!
        : Path.GetDirectoryName(Path.GetDirectoryName(file))!;
}
