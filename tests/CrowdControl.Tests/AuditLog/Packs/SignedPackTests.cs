using CrowdControl.AuditLog.Canonical;
using CrowdControl.AuditLog.Leaves;
using CrowdControl.AuditLog.Officers;
using CrowdControl.AuditLog.Packs;
using CrowdControl.AuditLog.Verifying;
using CrowdControl.AuditLog.Verifying.Packs;
using CrowdControl.Tests.AuditLog.Officers;

namespace CrowdControl.Tests.AuditLog.Packs;

/// <summary>Section 5.3 in a pack: what officers signed, held to the passkeys whose entries go along.</summary>
public sealed class SignedPackTests : IDisposable
{
    private static readonly byte[] Salt = [.. Enumerable.Range(0, 32).Select(i => (byte)(i + 1))];
    private readonly SoftPasskey _passkey = new();
    private readonly SoftPasskey _other = new();
    private readonly MadePack _made = new();

    public void Dispose()
    {
        _passkey.Dispose();
        _other.Dispose();
    }

    [Fact]
    public void A_signature_with_a_passkey_whose_registration_goes_along_holds()
    {
        var registered = Register(_passkey);
        Approve(_passkey);

        var report = Verified(registered);

        Assert.Empty(report.Findings);
        Assert.Equal((1, 0), (report.SignaturesHolding, report.SignaturesWithheld));
    }

    [Fact]
    public void A_signature_whose_registration_is_not_there_was_not_judged_and_that_is_said()
    {
        Register(_passkey);
        Approve(_passkey);

        var found = Assert.Single(Verified().Findings);
        Assert.Equal((Gravity.Lacking, 1UL), (found.Gravity, found.From));
    }

    [Fact]
    public void A_signature_with_a_colleagues_passkey_is_wrong()
    {
        var (mine, hers) = (Register(_passkey), Register(_other, "c002"));
        Approve(_other);
        Assert.Contains("the passkey is u:c002's", Wrong(mine, hers), StringComparison.Ordinal);
    }

    [Fact]
    public void A_signature_after_its_passkey_was_revoked_is_wrong()
    {
        var registered = Register(_passkey);
        var revoked = Passkey(RegisteredKeys.Revoked, _passkey, "b81d");
        Approve(_passkey);

        Assert.Contains("that entry 1 revoked", Wrong(registered, revoked), StringComparison.Ordinal);
    }

    [Fact]
    public void A_signature_of_another_act_is_wrong()
    {
        var registered = Register(_passkey);
        Approve(_passkey, signed: MadePack.Draft("post.rejected", "a", "post", "p:77aa"));

        Assert.NotEmpty(Wrong(registered));
    }

    private ulong Register(SoftPasskey passkey, string member = "b81d") => Passkey(RegisteredKeys.Registered, passkey, member);

    private ulong Passkey(string type, SoftPasskey passkey, string member) => _made.Add(
        MadePack.Draft(type, $"{type}-{member}", RegisteredKeys.Kind, RegisteredKeys.IdOf(passkey.Key, passkey.Party)) with
        {
            Actor = new LeafActor($"u:{member}", "approver", "fido2"),
        }, $"user:{member}");

    private void Approve(SoftPasskey passkey, LeafDraft? signed = null)
    {
        var draft = MadePack.Draft("post.approved", "a", "post", "p:77aa");
        var said = passkey.Sign(signed ?? draft).ToText();
        var index = _made.Add(draft with { Assertion = Commitment.Make(Salt, OfficerAssertion.Name, said) }, MadePack.Stream);
        _made.Values[index] = [new PackDisclosure(OfficerAssertion.Name, Salt, said)];
    }

    private string Wrong(params ulong[] more)
    {
        var found = Assert.Single(Verified(more).Findings);
        Assert.Equal(Gravity.Wrong, found.Gravity);
        return found.What;
    }

    private PackReport Verified(params ulong[] more)
    {
        var payload = _made.Payload();
        var size = CrowdControl.AuditLog.Notes.Checkpoint.Parse(CrowdControl.AuditLog.Notes.SignedNote.Parse(payload[PackPath.Checkpoint]).Text).Size;
        foreach (var index in more) _made.Show(payload, index, size);
        return MadePack.Verify(_made.Export(payload));
    }
}
