using CrowdControl.AuditLog.Canonical;
using CrowdControl.AuditLog.Leaves;
using CrowdControl.AuditLog.Officers;
using CrowdControl.AuditLog.Sequencing;
using CrowdControl.AuditLog.Verifying;
using CrowdControl.Tests.AuditLog.Officers;

namespace CrowdControl.Tests.AuditLog.Verifying;

public sealed class OfficerChecksTests : IDisposable
{
    private readonly SoftPasskey _passkey = new();
    private readonly SoftPasskey _other = new();
    private readonly List<(Leaf Leaf, string? Assertion)> _leaves = [];

    public void Dispose()
    {
        _passkey.Dispose();
        _other.Dispose();
    }

    [Fact]
    public void Signed_acts_of_registered_officers_hold()
    {
        Register("b81d", _passkey);
        Register("c002", _other);
        Approve("b81d", _passkey);
        Approve("c002", _other);

        var checks = new OfficerChecks(whole: true);

        Assert.All(_leaves.Index(), one => Assert.Null(checks.Take((ulong)one.Index, one.Item.Leaf, one.Item.Assertion, "entry")));
        Assert.Equal((2, 0), (checks.Holding, checks.Unseen));
    }

    [Fact]
    public void An_act_before_the_registration_is_wrong()
    {
        Approve("b81d", _passkey);
        Register("b81d", _passkey);

        AssertOnly(0, "had no passkey then");
    }

    [Fact]
    public void An_act_after_the_revocation_is_wrong_even_where_another_passkey_may_still_sign()
    {
        Register("b81d", _passkey);
        Register("b81d", _other);
        Approve("b81d", _passkey);
        Revoke("b81d", _passkey, by: "ad01");
        Approve("b81d", _other);
        Approve("b81d", _passkey);

        AssertOnly(5, "that entry 3 revoked");
    }

    [Fact]
    public void An_act_signed_with_a_colleagues_passkey_is_wrong()
    {
        Register("b81d", _passkey);
        Register("c002", _other);
        Approve("b81d", _other);

        AssertOnly(2, "the passkey is u:c002's");
    }

    [Fact]
    public void An_assertion_moved_to_another_act_is_wrong()
    {
        Register("b81d", _passkey);
        Approve("b81d", _passkey);
        Approve("b81d", _passkey);
        _leaves[2] = (_leaves[2].Leaf, _leaves[1].Assertion);

        AssertOnly(2, "the challenge is not the one of this act");
    }

    [Fact]
    public void Nobody_registers_a_passkey_for_somebody_else()
    {
        Register("b81d", _passkey, by: "ad01");

        AssertOnly(0, "u:ad01 did it");
    }

    [Fact]
    public void A_passkey_is_registered_once()
    {
        Register("b81d", _passkey);
        Register("c002", _passkey);

        AssertOnly(1, "that entry 0 registered");
    }

    [Fact]
    public void A_selection_without_the_registration_says_that_the_signature_was_not_judged()
    {
        Register("b81d", _passkey);
        Approve("b81d", _passkey);

        var finding = new OfficerChecks(whole: false).Take(1, _leaves[1].Leaf, _leaves[1].Assertion, "data/entries/000000000001.json");

        Assert.Equal((Gravity.Lacking, 1UL), (finding!.Gravity, finding.From!.Value));
    }

    [Fact]
    public void A_withheld_assertion_is_counted_and_judged_by_who_had_a_passkey()
    {
        Register("b81d", _passkey);
        Approve("b81d", _passkey);
        Approve("c002", _other);
        var checks = new OfficerChecks(whole: true);

        var findings = _leaves.Index().Select(one => checks.Take((ulong)one.Index, one.Item.Leaf, null, "entry")).ToList();

        Assert.Equal((1, "entry"), (checks.Unseen, findings[2]!.Where));
        Assert.Equal([null, null], findings[..2]);
    }

    [Fact]
    public async Task An_exported_log_is_verified_for_who_could_have_signed()
    {
        Register("b81d", _passkey);
        Approve("b81d", _passkey);
        await using var good = new WitnessedLog();
        await Append(good);
        Approve("c002", _other);
        await using var bad = new WitnessedLog();
        await Append(bad);

        var (clean, impersonated) = (WitnessedLog.Verify(await good.Export()), WitnessedLog.Verify(await bad.Export()));

        Assert.Equal(Gravity.Remark, clean.Gravest);
        Assert.Equal((Gravity.Wrong, 2UL), (impersonated.Gravest, impersonated.FirstBad));
    }

    private async Task Append(WitnessedLog log)
    {
        foreach (var (leaf, _) in _leaves) await log.Append(Entry.Of(leaf.Draft, leaf.Place.Stream));
        await log.Publish();
    }

    private void AssertOnly(int bad, string why)
    {
        var checks = new OfficerChecks(whole: true);
        foreach (var (index, (leaf, assertion)) in _leaves.Index())
        {
            var finding = checks.Take((ulong)index, leaf, assertion, "entry");
            if (index < bad) Assert.Null(finding);
            if (index != bad) continue;
            Assert.Equal((Gravity.Wrong, (ulong)bad), (finding!.Gravity, finding.From!.Value));
            Assert.Contains(why, finding.What, StringComparison.Ordinal);
        }
    }

    private void Register(string member, SoftPasskey passkey, string? by = null) =>
        Credential(RegisteredKeys.Registered, member, passkey, by ?? member);

    private void Revoke(string member, SoftPasskey passkey, string by) => Credential(RegisteredKeys.Revoked, member, passkey, by);

    private void Credential(string act, string member, SoftPasskey passkey, string by) => Add(
        Draft(act, by) with { Subject = new LeafSubject(RegisteredKeys.Kind, RegisteredKeys.IdOf(passkey.Key, SoftPasskey.Site)) },
        $"user:{member}", null);

    private void Approve(string member, SoftPasskey passkey)
    {
        var draft = Draft("post.approved", member) with { Actor = new LeafActor($"u:{member}", "Approver", "fido2") };
        var assertion = passkey.Sign(draft).ToText();
        Add(draft with { Assertion = Commitment.Make(new byte[32], OfficerAssertion.Name, assertion) }, "acct:3", assertion);
    }

    private LeafDraft Draft(string act, string by) => new()
    {
        Type = act,
        Id = EntryId.Named($"officer {_leaves.Count}"),
        Actor = new LeafActor($"u:{by}", "Approver", "oidc"),
        Subject = new LeafSubject("submission", $"77aa{_leaves.Count}"),
        Policy = "2026-09/1",
        Application = "crowdcontrol/1.4.0+9f3c2e1",
    };

    private void Add(LeafDraft draft, string stream, string? assertion)
    {
        var before = _leaves.FindLastIndex(one => one.Leaf.Place.Stream == stream);
        var number = _leaves.Count(one => one.Leaf.Place.Stream == stream);
        _leaves.Add((new Leaf(draft, new DateTimeOffset(2026, 11, 2, 9, 15, 27, TimeSpan.Zero), new StreamPlace(stream, number, before)), assertion));
    }
}
