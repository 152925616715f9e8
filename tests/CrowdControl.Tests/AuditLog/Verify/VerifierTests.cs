using System.Text;
using System.Text.Json;
using CrowdControl.AuditLog.Notes;
using CrowdControl.AuditLog.Tree;
using CrowdControl.Tests.AuditLog.Sequencing;
using CrowdControl.Tests.AuditLog.Verifying;
using CrowdControl.Verify;

namespace CrowdControl.Tests.AuditLog.Verify;

/// <summary>The program as somebody calls it who has the files and nothing else.</summary>
public sealed class VerifierTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("crowdcontrol-").FullName;

    [Fact]
    public async Task A_clean_log_is_valid_and_the_answer_says_what_was_shown()
    {
        await using var log = await Written(12);

        var (code, text) = Run("log", await log.Export(), "--policy", Policy());

        Assert.Equal(0, code);
        Assert.StartsWith("VALID\n", text, StringComparison.Ordinal);
        Assert.Contains("12 entries are in the one permitted spelling", text, StringComparison.Ordinal);
        Assert.Contains("inspectorate knew the first 12 entries at 2026-11-02T09:15:39.000Z", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_changed_entry_is_invalid_and_its_index_is_named()
    {
        await using var log = await Written(12);
        var directory = await log.Export();
        Damage.Change(Path.Combine(directory, "tile/entries/000.p/12"), bytes =>
            Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(bytes).Replace("p:77aa", "p:77ab", StringComparison.Ordinal)));

        var (code, text) = Run("log", directory, "--policy", Policy());
        var (jsonCode, json) = Run("log", directory, "--policy", Policy(), "--json");

        Assert.Equal((1, 1), (code, jsonCode));
        Assert.StartsWith("INVALID\n", text, StringComparison.Ordinal);
        Assert.Contains("First bad index: 0", text, StringComparison.Ordinal);
        var answer = JsonDocument.Parse(json).RootElement;
        Assert.Equal(("invalid", 1, 0),
            (answer.GetProperty("verdict").GetString(), answer.GetProperty("exitCode").GetInt32(), answer.GetProperty("firstBadIndex")
                .GetInt32()));
        Assert.Equal("wrong", answer.GetProperty("findings")[0].GetProperty("gravity").GetString());
    }

    [Fact]
    public async Task A_log_that_is_not_fresh_or_that_no_policy_speaks_of_is_incomplete()
    {
        await using var log = await Written(4);
        var directory = await log.Export();

        Assert.Equal(2, Run("log", directory).Code);
        Assert.Equal(0, Run("log", directory, "--policy", Policy(), "--as-of", "2026-11-02T10:00:00Z").Code);
        var (code, text) = Run("log", directory, "--policy", Policy(), "--as-of", "2026-11-02T11:00:00.000Z");
        Assert.Equal(2, code);
        Assert.Contains("Not fresh", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_witness_kept_is_held_against_the_log()
    {
        await using var log = await Written(8);
        var old = await log.Export();
        await log.Append(4, "later");
        await log.Publish();

        Assert.Equal(0, Run("log", old, "--policy", Policy()).Code);
        var (code, text) = Run("log", old, "--policy", Policy(), "--witness", log.KeptFile());
        Assert.Equal(1, code);
        Assert.Contains("cut off, or an old copy was put back", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_read_is_unreadable_and_the_cause_is_said()
    {
        await using var log = await Written(2);
        var directory = await log.Export();
        var nonsense = Text("nonsense", "nonsense");

        foreach (var arguments in (string[][])
            [[], ["log"], ["log", "a", "b"], ["pack", "x"], ["day", "x"], ["log", directory, "--polcy", Policy()],
                ["log", directory, "--policy"],
             ["log", "/nowhere"], ["log", _directory], ["log", directory, "--policy", nonsense],
                 ["log", directory, "--policy", "/nowhere"],
             ["log", directory, "--witness", nonsense], ["log", directory, "--ca", nonsense], ["log", directory, "--as-of", "yesterday"],
             ["log", directory, "--policy", Policy(), "--policy", Policy()], ["proof", "/nowhere", nonsense],
                 ["fork", "/nowhere", nonsense], ["log", ""]])
        {
            var (code, text) = Run(arguments);
            Assert.Equal(3, code);
            Assert.StartsWith("UNREADABLE\nCause: ", text, StringComparison.Ordinal);
        }

        var usage = Run().Text;
        Assert.Contains("verify anchor DIR", usage, StringComparison.Ordinal);
        Assert.Contains("verify pack ZIP", usage, StringComparison.Ordinal);
        Assert.Equal("unreadable", JsonDocument.Parse(Run("--json").Text).RootElement.GetProperty("verdict").GetString());
    }

    [Fact]
    public async Task One_entry_is_verified_by_its_proof_and_any_other_is_refused()
    {
        await using var log = await Written(7);
        var leaves = await log.Leaves();
        var tree = new MemoryTree();
        foreach (var leaf in leaves) tree.Add(TreeHash.Leaf(leaf));
        var proof = Bytes("5.tlog-proof", new TlogProof(5, tree.Prove(5, 7), log.Kept!).ToBytes());
        var (entry, other) = (Bytes("5.json", leaves[5]), Bytes("4.json", leaves[4]));

        var (code, text) = Run("proof", proof, entry, "--policy", Policy());

        Assert.Equal(0, code);
        Assert.Contains("What:         post.drafted of post p:77aa: ok", text, StringComparison.Ordinal);
        Assert.Contains("stands at index 5 of the 7 entries", text, StringComparison.Ordinal);
        Assert.Equal(1, Run("proof", proof, other, "--policy", Policy()).Code);
        Assert.Equal(1, Run("proof", entry, proof, "--policy", Policy()).Code);
        Assert.Equal(2, Run("proof", proof, entry).Code);
        Assert.Equal(2, Run("proof", proof, entry, "--policy", Policy(), "--as-of", "2027-01-01T00:00:00Z").Code);
        Assert.Equal(1, Run("proof", proof, entry, "--policy", Policy(new TestSigner(TestLog.Origin))).Code);
    }

    [Fact]
    public async Task A_checkpoint_goes_on_from_another_by_a_proof_above_it_or_by_the_exported_log()
    {
        await using var log = await Written(5);
        var (tree, early) = (new MemoryTree(), Bytes("early", log.Kept!.ToBytes()));
        await log.Append(4, "later");
        await log.Publish();
        foreach (var leaf in await log.Leaves()) tree.Add(TreeHash.Leaf(leaf));
        var late = Bytes("late", log.Kept!.ToBytes());
        string Hashes(ulong from) => string.Concat(tree.ProveConsistency(from, 9).Select(hash => hash.ToBase64() + "\n"));
        string Proven(ulong from) => Text("proven", $"old {from}\n{Hashes(from)}\n{Encoding.UTF8.GetString(log.Kept!.ToBytes())}");

        Assert.Equal(0, Run("consistency", early, Proven(5), "--policy", Policy()).Code);
        Assert.Equal(0, Run("consistency", early, await log.Export(), "--policy", Policy()).Code);
        Assert.Equal(0, Run("fork", await log.Export(), early, "--policy", Policy()).Code);
        Assert.Equal(2, Run("consistency", early, late, "--policy", Policy()).Code);
        Assert.Equal(2, Run("consistency", early, Proven(5)).Code);
        Assert.Equal(1, Run("consistency", early, Proven(4), "--policy", Policy()).Code);
        Assert.Equal(1, Run("consistency", early, Text("bad", "old 5\n\n"), "--policy", Policy()).Code);
    }

    [Fact]
    public async Task Two_statements_that_cannot_both_be_true_are_printed_as_proof_of_misconduct()
    {
        await using var log = await Written(5);
        await using var hidden = await Written(7, "hidden");

        var (code, text) = Run("fork", Bytes("shown", log.Kept!.ToBytes()), await hidden.Export(), "--policy", Policy());

        Assert.Equal(1, code);
        Assert.Contains("PROOF OF MISCONDUCT", text, StringComparison.Ordinal);
        Assert.Contains("only one can be true", text, StringComparison.Ordinal);
        var unjudged = Run("fork", Bytes("shown", log.Kept!.ToBytes()), await hidden.Export());
        Assert.Equal(1, unjudged.Code);
        Assert.DoesNotContain("MISCONDUCT", unjudged.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Anchors_bound_the_times_of_entries()
    {
        await using var log = await Written(4);
        await log.Append(2, "later");

        var (code, text) = Run("anchor", await log.Export(), "--policy", Policy());

        Assert.Equal(0, code);
        Assert.Contains("Entries 0 to 3 were written before 2026-11-02T09:15:31.000Z (witness inspectorate); nobody outside bounds them "
            + "below.", text, StringComparison.Ordinal);
        Assert.Contains("Entries 4 to 5 were written before 2026-11-02T09:15:33.000Z", text, StringComparison.Ordinal);
        await using var alone = new WitnessedLog(witnessed: false);
        await alone.Append(2);
        Assert.Equal(2, Run("anchor", await alone.Export(), "--policy", Policy()).Code);
    }

    [Fact]
    public async Task What_stands_in_an_entry_cannot_write_lines_of_its_own_into_the_answer()
    {
        await using var log = new WitnessedLog();
        await log.Append(WitnessedLog.Said("post.drafted", "post", "p\n\nVALID\u001b[2J\u202e"));
        await log.Publish();
        var proof = new TlogProof(0, [], log.Kept!);

        var (code, text) = Run("proof", Bytes("p", proof.ToBytes()), Bytes("l", (await log.Leaves())[0]), "--policy", Policy());

        Assert.Equal(0, code);
        Assert.Single(text.Split('\n'), line => line.StartsWith("VALID", StringComparison.Ordinal));
        Assert.DoesNotContain(text, c => c is '\u001b' or '\u202e');
    }

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    private static async Task<WitnessedLog> Written(int count, string prefix = "e")
    {
        var log = new WitnessedLog();
        await log.Append(count, prefix);
        await log.Publish();
        return log;
    }

    private string Policy(TestSigner? signer = null) => Text(
        $"policy{signer?.Key.Id}", signer is null ? WitnessedLog.PolicyText
            : WitnessedLog.PolicyText.Replace($"{TestLog.Signer.Key}", $"{signer.Key}", StringComparison.Ordinal));

    private string Text(string name, string text) => Bytes(name, Encoding.UTF8.GetBytes(text));

    private string Bytes(string name, byte[] bytes)
    {
        var file = Path.Combine(_directory, name);
        File.WriteAllBytes(file, bytes);
        return file;
    }

    private static (int Code, string Text) Run(params string[] arguments)
    {
        using var output = new StringWriter { NewLine = "\n" };
        return (Verifier.Run(arguments, output), output.ToString());
    }
}
