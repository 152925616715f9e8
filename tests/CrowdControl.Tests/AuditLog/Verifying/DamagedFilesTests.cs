using CrowdControl.AuditLog.Verifying;

namespace CrowdControl.Tests.AuditLog.Verifying;

/// <summary>Whatever happens to a file of an export, the answer is not "valid"; and nothing but an answer comes out.</summary>
[Trait("Goal", "G2")]
public class DamagedFilesTests
{
    /// <summary>All bits and lengths with <c>./test --long</c>, else every 71st bit and every 29th length.</summary>
    private static bool Long => Environment.GetEnvironmentVariable("CROWDCONTROL_LONG") == "1";

    [Fact]
    public async Task Every_flipped_bit_is_refused()
    {
        await using var log = new WitnessedLog();
        var directory = await Small(log);
        var (flips, named) = (0, 0);

        foreach (var file in Damage.Files(directory))
        {
            var good = File.ReadAllBytes(file);
            for (var bit = 0; bit < good.Length * 8; bit += Long ? 1 : 71)
            {
                Damage.Flip(file, bit);
                var report = WitnessedLog.Verify(directory);
                Assert.True(report.Gravest >= Gravity.Lacking || IsOfAStranger(report), $"Bit {bit} of {file} was let pass.");
                if (IsOfEntries(file)) (flips, named) = (flips + 1, report.FirstBad is null ? named : named + 1);
                File.WriteAllBytes(file, good);
            }
        }

        Assert.Empty(WitnessedLog.Verify(directory).Findings);
        Assert.True(named >= 0.99 * flips, $"Of {flips} damaged entries, hashes and frames {named} were named.");
    }

    [Fact]
    public async Task Every_truncation_is_refused_and_so_is_whatever_follows_a_file()
    {
        await using var log = new WitnessedLog();
        var directory = await Small(log);

        foreach (var file in Damage.Files(directory))
        {
            var good = File.ReadAllBytes(file);
            // A note without its last line is a whole note; the line that is gone, the witness's, stands in its own file as well.
            var whole = file.EndsWith("checkpoint", StringComparison.Ordinal) ? good.AsSpan(0, good.Length - 1).LastIndexOf((byte)'\n') + 1 : -1;
            for (var length = 0; length < good.Length; length += Long ? 1 : 29)
                if (length != whole) Refused(directory, file, good[..length], $"cut to {length}");
            Refused(directory, file, [.. good, 0], "a zero longer");
            Refused(directory, file, [.. good, (byte)'\n'], "a line feed longer");
            Refused(directory, file, [.. good, .. good], "doubled");
            File.WriteAllBytes(file, good);
        }
    }

    [Fact]
    public async Task A_file_that_is_gone_renamed_or_swapped_with_another_is_noticed()
    {
        await using var log = new WitnessedLog();
        var directory = await Small(log);
        var files = Damage.Files(directory);
        foreach (var file in files.Where(IsNeeded))
        {
            File.Move(file, file + "x");
            Assert.Equal(Gravity.Wrong, WitnessedLog.Verify(directory).Gravest);
            File.Move(file + "x", file);
        }
        foreach (var (first, second) in files.Zip(files.Skip(1)))
        {
            var (one, two) = (File.ReadAllBytes(first), File.ReadAllBytes(second));
            File.WriteAllBytes(first, two);
            Refused(directory, second, one, "swapped");
            File.WriteAllBytes(first, one);
            File.WriteAllBytes(second, two);
        }
        Assert.Empty(WitnessedLog.Verify(directory).Findings);
    }

    [Fact]
    public async Task Links_and_files_that_are_no_part_of_a_log_are_refused()
    {
        await using var log = new WitnessedLog();
        var directory = await Small(log);

        foreach (var name in new[] { "note.txt", ".hidden", "seg/1.paj", "ckpt/5", "tile/0/000.p/256", "tile/9/000", "tile/0/001",
            "ckpt/../x", "cosig/000000000005/a/b", "ca/x.key" })
        {
            var file = Path.GetFullPath(Path.Combine(directory, name));
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, "x");
            Assert.Equal(Gravity.Wrong, WitnessedLog.Verify(directory).Gravest);
            File.Delete(file);
        }

        var bundle = Path.Combine(directory, "tile/entries/000.p/6");
        File.Move(bundle, Path.Combine(directory, "../bundle"));
        File.CreateSymbolicLink(bundle, Path.Combine(directory, "../bundle"));
        Assert.Contains(WitnessedLog.Verify(directory).Findings, finding => finding.What.Contains("link", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_list_of_streams_that_is_not_the_sealed_one_is_refused_and_so_is_a_seal_that_leaves_one_out()
    {
        await using var log = new WitnessedLog();
        await log.Append(7);
        await log.Seal(ago: 2);
        var honest = await log.Export();
        Assert.Empty(WitnessedLog.Verify(honest).Findings);
        await log.Append(WitnessedLog.Said("streams.seal", "streams", (await Lie(log)).ToString()));

        Assert.Equal(8UL, WitnessedLog.Verify(await log.Export()).FirstBad);
    }

    private static async Task<CrowdControl.AuditLog.Seals.SealStatement> Lie(WitnessedLog log)
    {
        var tally = new CrowdControl.AuditLog.Seals.StreamTally();
        foreach (var (leaf, index) in (await log.Leaves()).Select((leaf, index) => (leaf, (ulong)index)))
            tally.Add(index, CrowdControl.AuditLog.Leaves.LeafText.Read(leaf));
        var lie = new CrowdControl.AuditLog.Seals.StreamSeal(tally.Seal().Items.Skip(1));
        return new CrowdControl.AuditLog.Seals.SealStatement(new DateOnly(2026, 11, 3), 8, (ulong)lie.Items.Count, lie.Root);
    }

    /// <summary>Six entries, one of them a seal, three sizes cosigned.</summary>
    private static async Task<string> Small(WitnessedLog log)
    {
        await log.Append(2);
        await log.Publish();
        await log.Append(2, "f");
        await log.Publish();
        await log.Append(1, "g");
        await log.Seal();
        var directory = await log.Export();
        Assert.Empty(WitnessedLog.Verify(directory).Findings);
        return directory;
    }

    private static bool IsOfEntries(string file) => file.Contains("/tile/", StringComparison.Ordinal)
        || file.EndsWith(".paj", StringComparison.Ordinal);

    private static bool IsNeeded(string file) => IsOfEntries(file) || file.EndsWith("checkpoint", StringComparison.Ordinal);

    /// <summary>A line whose key's name was hit is one by a stranger: passed over as C2SP asks, told of, and nobody's word for
    /// anything.</summary>
    private static bool IsOfAStranger(LogReport report) =>
        report.Findings is [{ Where: "checkpoint", What: var what }] && what.Contains("not judged", StringComparison.Ordinal)
        && report.Anchors.All(anchor => anchor.Where != "checkpoint");

    private static void Refused(string directory, string file, byte[] bytes, string how)
    {
        File.WriteAllBytes(file, bytes);
        Assert.True(WitnessedLog.Verify(directory).Gravest >= Gravity.Lacking, $"{file} {how} was let pass.");
    }
}
