using System.Text.Json;
using CrowdControl.AuditLog.Tree;
using CrowdControl.Tests.Seam;

namespace CrowdControl.Tests.AuditLog.Tree;

/// <summary>G1: the cases of transparency-dev/merkle, testdata/.</summary>
[Trait("Goal", "G1")]
public class MerkleVectorTests
{
    private const string Folder = "data/vectors/merkle/testdata";

    [SharedFact(Folder)]
    public void All_98_public_inclusion_cases_are_judged_as_they_say()
    {
        var cases = Cases("inclusion");

        foreach (var (name, json) in cases)
            Judge(name, json, () => InclusionProof.Check(json.GetProperty("leafIdx").GetUInt64(), json.GetProperty("treeSize").GetUInt64(),
                Hash(json.GetProperty("leafHash")), Proof(json), Hash(json.GetProperty("root"))));
        Assert.Equal(98, cases.Count);
    }

    [SharedFact(Folder)]
    public void All_98_public_consistency_cases_are_judged_as_they_say()
    {
        var cases = Cases("consistency");

        foreach (var (name, json) in cases)
            Judge(name, json, () => ConsistencyProof.Check(json.GetProperty("size1").GetUInt64(), json.GetProperty("size2").GetUInt64(),
                Hash(json.GetProperty("root1")), Hash(json.GetProperty("root2")), Proof(json)));
        Assert.Equal(98, cases.Count);
    }

    private static List<(string Name, JsonElement Json)> Cases(string kind) =>
    [
        .. Directory.EnumerateFiles(Path.Combine(SharedFactAttribute.Of(Folder), kind), "*.json", SearchOption.AllDirectories)
            .Select(path => (path, JsonDocument.Parse(File.ReadAllText(path)).RootElement)),
    ];

    private static void Judge(string name, JsonElement json, Action check)
    {
        var refused = Record.Exception(check);

        Assert.True(refused is null or FormatException, $"{name}: {refused}");
        Assert.True(json.GetProperty("wantErr").GetBoolean() == refused is FormatException, $"{name}: {refused?.Message ?? "accepted"}");
    }

    private static Digest[] Proof(JsonElement json) => json.GetProperty("proof") is { ValueKind: JsonValueKind.Array } proof
        ? [.. proof.EnumerateArray().Select(Hash)]
        : [];

    // Some cases write words in a root's place ("don't care 1"), and the hash of the words is as good. No bytes at all are no hash.
    private static Digest Hash(JsonElement text) => text.GetBytesFromBase64() is { Length: not Digest.Size and > 0 } words
        ? TreeHash.Leaf(words)
        : Digest.FromBase64(text.GetString());
}
