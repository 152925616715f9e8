using System.Text;
using Azure.Core;
using CrowdControl.AuditLog.Notes;
using CrowdControl.AuditLog.Tree;
using CrowdControl.AuditLog.Verifying;
using CrowdControl.Functions.Auditing;
using CrowdControl.Functions.Auditing.Signing;
using CrowdControl.Functions.Hosting.Vault;
using CrowdControl.LocalRuntime.Neighbours.KeyVault;
using CrowdControl.Tests.Channels;

namespace CrowdControl.Tests.Auditing.Signing;

public sealed class KeyRotationTests : IAsyncLifetime
{
    private const string Name = "audit-log";
    private readonly string _directory = Directory.CreateTempSubdirectory("crowdcontrol-").FullName;
    private VaultServer _server = null!;
    private VaultClient _vault = null!;

    public async Task InitializeAsync()
    {
        _server = await VaultServer.Start(_directory, 0, default);
        _vault = new VaultClient(new VaultSettings(_server.Address), await VaultToken.Of(_server), TimeProvider.System);
        await NewVersion();
    }

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_new_key_signs_beside_the_old_one_for_a_week_and_then_alone_and_strangers_can_verify_all_of_it(bool inVault)
    {
        await using var record = await RotatingRecord.Of(Settings(inVault), _vault);
        await record.Pass(TimeSpan.Zero, "before");
        var before = await record.Live();
        Assert.Single(before.Signatures);

        await NewKey(inVault);
        await record.Pass(TimeSpan.FromHours(2), "overlap");
        var overlap = await record.Live();
        Assert.Equal(2, overlap.Signatures.Count);
        Assert.Equal("", Wrong(await record.Verified()));

        await record.Pass(KeyRotation.Overlap, "after");
        await record.Pass(TimeSpan.FromHours(2), "later");
        var after = await record.Live();
        Assert.Single(after.Signatures);
        Assert.Equal("", Wrong(await record.Verified()));

        var (policy, text) = (await record.Policy(), await record.PolicyText());
        foreach (var note in new[] { before, overlap, after }) policy.VerifyLog(note);
        Assert.Equal(2, text.Split('\n').Count(line => line.StartsWith("#cc valid ", StringComparison.Ordinal)));
        Assert.Equal(["key.rotated", "key.retired"], (await record.Entries()).Select(entry => entry.Act).Where(act => act.StartsWith("key.", StringComparison.Ordinal)));
        Assert.NotEqual(before.Signatures[0].KeyId, after.Signatures[0].KeyId);
    }

    /// <summary>Whoever kept a copy of the old key.</summary>
    [Fact]
    public async Task A_checkpoint_that_the_old_key_signs_after_the_overlap_is_refused()
    {
        var settings = Settings(inVault: false);
        await using var record = await RotatingRecord.Of(settings, _vault);
        await record.Pass(TimeSpan.Zero, "before");
        using var old = KeyFileSigner.Open(settings.SigningKey, record.Logs.OriginOf(record.Tenant));
        await NewKey(inVault: false);
        await record.Pass(TimeSpan.FromHours(2), "overlap");
        await record.Pass(KeyRotation.Overlap, "after");

        var size = Checkpoint.Parse((await record.Live()).Text).Size;
        var forged = await CheckpointSigning.Sign(new Checkpoint(record.Logs.OriginOf(record.Tenant), size, TreeHash.Leaf("another"u8)), [old], default);

        var refused = Assert.Throws<FormatException>(() => Policy(record).VerifyLog(forged));
        Assert.Contains($"not valid at size {size}", refused.Message, StringComparison.Ordinal);

        static TrustPolicy Policy(RotatingRecord record) => record.Policy().GetAwaiter().GetResult();
    }

    [Fact]
    public async Task An_entry_that_anybody_can_read_names_the_new_key()
    {
        await using var record = await RotatingRecord.Of(Settings(inVault: true), _vault);
        await record.Pass(TimeSpan.Zero, "before");
        await NewVersion();

        await record.Pass(TimeSpan.FromHours(2), "overlap");

        var rotated = Assert.Single(await record.Entries(), entry => entry.Act == KeyRotation.Rotated);
        var live = await record.Live();
        Assert.Contains(VerifierKey.Parse(rotated.Subject.Id).Id, live.Signatures.Select(signature => signature.KeyId));
        Assert.Equal("key", rotated.Subject.Kind);
    }

    /// <summary>The entry is there, and the row that makes the key sign is not.</summary>
    [Fact]
    public async Task A_rotation_that_was_cut_off_is_done_by_the_next_and_told_of_once()
    {
        await using var record = await RotatingRecord.Of(Settings(inVault: true), _vault);
        await record.Pass(TimeSpan.Zero, "before");
        await NewVersion();
        await record.Pass(TimeSpan.FromHours(2), "overlap");
        var table = await record.Force.Tables.Open(KeyTable.Name, default);
        var newest = (await record.Logs.Opened(record.Tenant, default)).Keys.All[^1];
        await table.DeleteEntityAsync($"{record.Tenant}|log1", $"{newest.Key.Id:x8}");

        await using var other = record.Beside();
        await other.Pass(TimeSpan.FromMinutes(5), "again");

        Assert.Single(await other.Entries(), entry => entry.Act == KeyRotation.Rotated);
        Assert.Equal(2, (await other.Live()).Signatures.Count);
    }

    [Fact]
    public async Task Another_instance_that_was_running_signs_with_the_new_key_within_hours()
    {
        await using var record = await RotatingRecord.Of(Settings(inVault: true), _vault);
        await using var other = record.Beside();
        await record.Pass(TimeSpan.Zero, "before");
        await other.Live();
        await NewVersion();
        await record.Pass(TimeSpan.FromHours(2), "overlap");

        var open = await other.Logs.Opened(other.Tenant, default);
        for (var look = 0; open.Keys.Signers.Count < 2 && look < 200; look++) await Task.Delay(50);

        Assert.Equal(2, open.Keys.Signers.Count);
    }

    /// <summary>Somebody disabled it because it may be known to others.</summary>
    [Fact]
    public async Task A_key_that_is_gone_signs_no_more_from_the_next_look_on()
    {
        var settings = Settings(inVault: false);
        await using var record = await RotatingRecord.Of(settings, _vault);
        await record.Pass(TimeSpan.Zero, "before");
        await NewKey(inVault: false);
        await record.Pass(TimeSpan.FromHours(2), "overlap");
        File.Delete(settings.SigningKey);

        await record.Pass(TimeSpan.FromHours(2), "gone");

        Assert.Single((await record.Live()).Signatures);
        Assert.Equal("", Wrong(await record.Verified()));
        Assert.Contains(await record.Entries(), entry => entry.Act == KeyRotation.Retired);
    }

    private AuditSettings Settings(bool inVault) =>
        new("audit.localhost", inVault ? Name : Path.Combine(_directory, "signing-key.pem")) { Grid = TimeSpan.FromDays(30) };

    private async Task NewKey(bool inVault)
    {
        if (inVault) await NewVersion();
        else KeyFileSigner.Create(Path.Combine(_directory, "signing-key.pem.2"), "unnamed").Dispose();
    }

    private async Task NewVersion()
    {
        using var made = await _vault.Send(RequestMethod.Post, $"keys/{Name}/create", new { kty = "EC", crv = "P-256" }, default);
        Assert.False(made.IsError);
    }

    private static string Wrong(LogReport report) =>
        string.Join('\n', report.Findings.Where(finding => finding.Gravity is Gravity.Wrong).Select(finding => finding.ToString()));
}
