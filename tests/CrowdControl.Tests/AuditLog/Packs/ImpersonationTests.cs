using System.Globalization;
using System.Text;
using System.Text.Json;
using CrowdControl.Tests.AuditLog.Sequencing;
using CrowdControl.Tests.AuditLog.Verifying;
using CrowdControl.Verify;

namespace CrowdControl.Tests.AuditLog.Packs;

/// <summary>Goal G10, impersonation: somebody with no right at all makes a record of the same name with a key of their own, and puts a policy that
/// names this key into the pack.</summary>
public sealed class ImpersonationTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("crowdcontrol-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void G10_A_forgers_pack_under_the_forgers_own_policy_is_never_called_plainly_valid()
    {
        var pack = File("forged.zip", Forged());

        var (code, said) = Run("pack", pack);

        Assert.Equal(0, code);
        Assert.StartsWith("VALID BY ITS OWN KEYS, AND WHOSE THESE ARE IS THE SENDER'S WORD\n", said, StringComparison.Ordinal);
        Assert.Contains("SHA-256 of its key", said, StringComparison.Ordinal);
        Assert.Equal("the pack's own policy", JsonDocument.Parse(Run("pack", pack, "--json").Said).RootElement.GetProperty("judgedBy").GetString());
    }

    [Fact]
    public void G10_A_forgers_pack_is_invalid_under_the_policy_of_the_records_owner()
    {
        var (code, said) = Run("pack", File("forged.zip", Forged()), "--policy", File("trust.policy", Encoding.UTF8.GetBytes(WitnessedLog.PolicyText)));

        Assert.Equal(1, code);
        Assert.Contains($"No key of {TestLog.Origin} signed the checkpoint", said, StringComparison.Ordinal);
    }

    [Fact]
    public void The_owners_pack_is_plainly_valid_under_the_owners_policy_and_says_where_its_own_differs()
    {
        var policy = File("trust.policy", Encoding.UTF8.GetBytes(WitnessedLog.PolicyText));
        var (made, other) = (MadePack.Of(3), new MadePack { PolicyText = $"log {TestLog.Signer.Key}\nquorum none\n" });
        other.Add("post.rejected", MadePack.Stream, "1");

        var (code, said) = Run("pack", File("pack.zip", made.Export(made.Payload())), "--policy", policy);
        var (otherCode, otherSaid) = Run("pack", File("other.zip", other.Export(other.Payload())), "--policy", policy);

        Assert.Equal((0, 0), (code, otherCode));
        Assert.All([said, otherSaid], text => Assert.StartsWith("VALID\n", text, StringComparison.Ordinal));
        Assert.DoesNotContain("not the one that you gave", said, StringComparison.Ordinal);
        Assert.Contains($"it does not name the key {WitnessedLog.Witness}", otherSaid, StringComparison.Ordinal);
    }

    private static byte[] Forged()
    {
        var signer = new TestSigner(TestLog.Origin);
        var forged = new MadePack { Signer = signer, PolicyText = $"log {signer.Key}\nquorum none\n" };
        for (var number = 0; number < 4; number++)
            forged.Add("post.approved", MadePack.Stream, number.ToString(CultureInfo.InvariantCulture), ("reason", "as the forger likes it"));
        return forged.Export(forged.Payload(), cosigned: false);
    }

    private string File(string name, byte[] bytes)
    {
        var file = Path.Combine(_directory, name);
        System.IO.File.WriteAllBytes(file, bytes);
        return file;
    }

    private static (int Code, string Said) Run(params string[] arguments)
    {
        using var output = new StringWriter { NewLine = "\n" };
        return (Verifier.Run(arguments, output), output.ToString());
    }
}
