using System.Buffers.Text;
using System.Collections.Immutable;
using System.Text;
using CrowdControl.AuditLog.Leaves;
using CrowdControl.AuditLog.Officers;
using CrowdControl.AuditLog.Verifying;
using CrowdControl.Domain;
using CrowdControl.Functions.Access.Passkeys;
using CrowdControl.Functions.Auditing;
using CrowdControl.Functions.Auditing.Excerpts;
using CrowdControl.Functions.Auditing.Officers;
using CrowdControl.Functions.Auditing.Secrets;
using CrowdControl.Functions.Hosting;
using CrowdControl.Tests.Auditing;
using CrowdControl.Tests.AuditLog.Officers;

namespace CrowdControl.Tests.Access.Passkeys;

public sealed class PasskeyDeskTests : IDisposable
{
    private readonly SoftPasskey _passkey = new();
    private readonly SoftPasskey _other = new();
    private Force _force = null!;
    private PasskeyDesk _desk = null!;
    private SignedActs _acts = null!;
    private SignedTrail _signed = null!;
    private PreparedActs _prepared = null!;
    private Caller _amira = null!;
    private Caller _ben = null!;

    public void Dispose()
    {
        _passkey.Dispose();
        _other.Dispose();
    }

    [Fact]
    public async Task A_signed_act_stands_in_the_record_and_an_outsider_can_check_it()
    {
        await Begin();
        await Register(_amira, _passkey);

        Assert.Null(await Sign(_amira, _passkey, Act("post.requested", "1")));

        var stored = await (await _force.Logs.Of(_force.Tenant, default)).Reading.Read(0, 100, default);
        var leaves = stored.Select(one => Leaf.Parse(one.Bytes.Span)).ToList();
        var kept = await _force.Secrets.Read(_force.Tenant, leaves, default);
        var checks = new OfficerChecks(whole: true);
        foreach (var (index, leaf) in leaves.Index())
        {
            var values = kept[leaf.Draft.Id].SelectMany(fields => fields).Where(leaf.Commits).ToList();
            Assert.Null(checks.Take((ulong)index, leaf, values.Find(value => value.Name == "wa")?.Value, "entry"));
        }

        var signed = Assert.Single(leaves, leaf => leaf.Draft.Type == "post.requested");
        Assert.Equal((1, "fido2"), (checks.Holding, signed.Draft.Actor.Method));
        Assert.Equal("user:amira", Assert.Single(leaves, leaf => leaf.Draft.Type == RegisteredKeys.Registered).Place.Stream);
    }

    [Fact]
    public async Task A_question_records_nothing_and_an_act_without_a_signature_says_how_it_came()
    {
        await Begin();
        await Register(_amira, _passkey);
        var before = (await _force.Recorded()).Count;

        Assert.IsType<SignatureAsked>(await _acts.Record(_amira with { Signature = ActSignature.Ask }, Act("post.requested", "1"), default));
        Assert.Equal(before, (await _force.Recorded()).Count);
        Assert.Null(await _acts.Record(_amira, Act("post.requested", "1"), default));

        Assert.Equal("oidc", (await RecordReading.All(_force.Logs, _force.Secrets, _force.Tenant))[^1].Actor.Method);
        Assert.IsType<NoPasskey>(await _acts.Record(_ben with { Signature = ActSignature.Ask }, Act("post.approved", "1", _ben), default));
    }

    [Fact]
    public async Task A_signature_counts_once_and_for_the_act_that_was_asked_about_alone()
    {
        await Begin();
        await Register(_amira, _passkey);
        var (once, moved, changed) = (Act("post.requested", "1"), Act("post.requested", "2"), Act("post.requested", "3"));
        var header = await Signature(_amira, _passkey, once);

        Assert.Null(await Send(_amira, header, once));
        AssertRefused("used already", await Send(_amira, header, Act("post.requested", "4")));
        AssertRefused("the challenge is not", await Send(_amira, await Signature(_amira, _passkey, once), moved));
        AssertRefused("the challenge is not", await Send(
            _amira, await Signature(_amira, _passkey, changed), changed with { Details = changed.Details.SetItem("digest", "another") }));
    }

    [Fact]
    public async Task Another_members_passkey_or_preparation_or_page_does_not_count()
    {
        await Begin();
        await Register(_amira, _passkey);
        await Register(_ben, _other);
        using var elsewhere = new SoftPasskey { Origin = "https://evil.example" };
        var asked = await Ask(_amira, Act("post.requested", "1"));
        var bens = await Ask(_ben, Act("post.requested", "2", _ben));

        AssertRefused("not one of yours", await Send(_amira, HeaderOf(asked, _other), Act("post.requested", "1")));
        AssertRefused("never asked for", await Send(_amira, HeaderOf(bens, _passkey), Act("post.requested", "2")));
        AssertRefused("not a page of", await Send(_amira, HeaderOf(asked, _passkey, origin: "https://evil.example"), Act("post.requested", "1")));
        Assert.IsType<Outcome<Passkey>.Refused>(await Registered(_amira, elsewhere));
    }

    [Fact]
    public async Task A_preparation_that_is_too_old_does_not_count()
    {
        await Begin();
        await Register(_amira, _passkey);
        var old = Act("post.requested", "1") with { At = _amira.At.AddMinutes(-6) };

        AssertRefused("too late", await Sign(_amira, _passkey, old));
    }

    [Fact]
    public async Task A_revoked_passkey_signs_nothing_more_and_is_not_asked_for_again()
    {
        await Begin();
        var made = await Register(_amira, _passkey);
        var before = await Signature(_amira, _passkey, Act("post.requested", "1"));

        await _desk.Revoke(await _force.Call("elin"), _amira.Member.Id, made.Id, default);

        AssertRefused("was revoked", await Send(_amira, before, Act("post.requested", "1")));
        Assert.IsType<NoPasskey>(await _acts.Record(_amira with { Signature = ActSignature.Ask }, Act("post.requested", "1"), default));
        Assert.IsType<Outcome<Passkey>.Refused>(await Registered(_amira, _passkey));
        var entry = (await RecordReading.All(_force.Logs, _force.Secrets, _force.Tenant))[^1];
        Assert.Equal((RegisteredKeys.Revoked, "user:amira", "elin"), (entry.Act, entry.Stream, entry.Actor.Id));
    }

    [Fact]
    public async Task An_act_in_flight_while_its_passkey_is_revoked_is_recorded_before_the_revocation_or_not_at_all()
    {
        await Begin();
        var made = await Register(_amira, _passkey);
        var (act, elin) = (Act("post.requested", "1"), await _force.Call("elin"));
        var asked = await Ask(_amira, act);
        var (_, assertion) = AssertionOf(asked, _passkey);
        var signer = new Signer(made.Key, new RelyingParty(made.Site, [$"https://{SoftPasskey.Site}"]));
        var looked = 0;

        // It is found to stand, and is revoked before the entry gets to the log.
        var outcome = await _signed.Record(act, asked.Id, assertion, async stop =>
        {
            if (looked++ > 0) return new SignatureRefused("This passkey was revoked.");
            await _desk.Revoke(elin, _amira.Member.Id, made.Id, stop);
            return signer;
        }, default);

        Assert.IsType<Outcome<long>.Refused>(outcome);
        Assert.Equal(2, looked);
        Assert.Equal(RegisteredKeys.Revoked, (await RecordReading.All(_force.Logs, _force.Secrets, _force.Tenant))[^1].Act);
    }

    [Fact]
    public async Task What_comes_into_the_signers_stream_meanwhile_stops_nothing()
    {
        await Begin();
        var made = await Register(_amira, _passkey);
        var act = Act("post.requested", "1");
        var asked = await Ask(_amira, act);
        var (signer, looked) = (new Signer(made.Key, new RelyingParty(made.Site, [$"https://{SoftPasskey.Site}"])), 0);

        var outcome = await _signed.Record(act, asked.Id, AssertionOf(asked, _passkey).Assertion, async stop =>
        {
            if (looked++ == 0) await _desk.Rename(_amira, made.Id, new PasskeyNameRequest("Key ring"), stop);
            return signer;
        }, default);

        Assert.IsType<Outcome<long>.Done>(outcome);
        Assert.Equal("post.requested", (await RecordReading.All(_force.Logs, _force.Secrets, _force.Tenant))[^1].Act);
    }

    [Fact]
    public async Task A_preparation_that_nobody_signs_is_swept_once_its_day_is_over()
    {
        await Begin();
        await Register(_amira, _passkey);
        var (old, fresh) = (Act("post.requested", "1") with { At = _amira.At.AddDays(-2) }, Act("post.requested", "2"));
        var (stale, waiting) = (await Signature(_amira, _passkey, old), await Signature(_amira, _passkey, fresh));

        Assert.Equal(1, await _prepared.Sweep(_force.Tenant, _amira.At, default));

        AssertRefused("never asked for", await Send(_amira, stale, old));
        Assert.Null(await Send(_amira, waiting, fresh));
    }

    [Fact]
    public async Task A_registration_is_of_the_member_who_began_it_and_counts_once()
    {
        await Begin();
        var begun = await _desk.Begin(_amira, default);
        var wish = Wish(begun.Challenge, _passkey);

        Assert.IsType<Outcome<Passkey>.Refused>(await _desk.Register(_ben, wish, default));
        Assert.IsType<Outcome<Passkey>.Done>(await _desk.Register(_amira, wish, default));
        Assert.IsType<Outcome<Passkey>.Refused>(await _desk.Register(_amira, wish, default));
        Assert.Empty(await _desk.Mine(_ben, default));
    }

    [Fact]
    public async Task Another_organisation_finds_and_revokes_nothing()
    {
        await Begin();
        var made = await Register(_amira, _passkey);
        var elsewhere = await (await Force.Found()).Call("elin");

        Assert.IsType<Outcome<IReadOnlyList<Passkey>>.Refused>(await _desk.Of(elsewhere, _amira.Member.Id, default));
        Assert.IsType<Outcome<Passkey>.Refused>(await _desk.Revoke(elsewhere, _amira.Member.Id, made.Id, default));
        Assert.Null(Assert.Single(await _desk.Mine(_amira, default)).RevokedAt);
    }

    [Fact]
    public async Task An_act_that_the_rules_want_signed_is_refused_without()
    {
        await Begin("post.approved");

        Assert.IsType<PasskeyNeeded>(await _acts.Record(_amira, Act("post.approved", "1"), default));
        Assert.Null(await _acts.Record(_amira, Act("post.requested", "1"), default));
    }

    [Theory, InlineData("nonsense"), InlineData("a.b"), InlineData("id.e30"), InlineData("..")]
    public async Task A_header_that_is_no_signature_is_named(string header)
    {
        await Begin();

        var wrong = await Assert.ThrowsAsync<BadRequest>(() => _acts.Record(_amira with { Signature = header }, Act("post.requested", "1"), default));

        Assert.Equal(ActSignature.Header, wrong.Field);
    }

    [Fact]
    public async Task What_registered_and_revoked_the_passkeys_of_signers_is_found_for_a_pack()
    {
        await Begin();
        var made = await Register(_amira, _passkey);
        await Register(_ben, _other);
        Assert.Null(await Sign(_amira, _passkey, Act("post.requested", "1")));
        var size = await (await _force.Logs.Of(_force.Tenant, default)).Size(default);
        await _desk.Revoke(await _force.Call("elin"), _amira.Member.Id, made.Id, default);
        var excerpts = new RecordExcerpts(_force.Logs, _force.Secrets, null!, null!, null!);

        var before = await excerpts.PasskeysOf(_force.Tenant, ["u:amira"], size, default);
        var since = await excerpts.PasskeysOf(_force.Tenant, ["u:amira", "u:dora", "s:engine"], size + 1, default);

        var stored = await (await _force.Logs.Of(_force.Tenant, default)).Reading.Read(0, 100, default);
        var acts = since.Select(index => Leaf.Parse(stored[(int)index].Bytes.Span)).Select(leaf => (leaf.Draft.Type, leaf.Place.Stream));
        Assert.Equal([(RegisteredKeys.Registered, "user:amira"), (RegisteredKeys.Revoked, "user:amira")], acts);
        Assert.Equal([since[0]], before);
    }

    private async Task Begin(params string[] required)
    {
        _force = await Force.Found();
        (_amira, _ben) = (await _force.Add("amira"), await _force.Add("ben"));
        var settings = new PasskeySettings(new RelyingParty(SoftPasskey.Site, [$"https://{SoftPasskey.Site}"]), required.ToHashSet());
        var table = new PasskeyTable(_force.Tables);
        _desk = new PasskeyDesk(table, new PasskeyChallenges(_force.Tables), _force.Members, _force.Trail, settings);
        _prepared = new PreparedActs(_force.Tables, new WrappingKey(_force.Tables, TestVault.Client));
        _signed = new SignedTrail(_force.Trail, _prepared, _force.Clock);
        _acts = new SignedActs(_signed, _force.Trail, table, settings);
    }

    private AuditEvent Act(string act, string id, Caller? by = null) => new(
        _force.Tenant, $"{act}/{id}", (by ?? _amira).At, Actor.Of(by ?? _amira), act, new AuditSubject("submission", id), null, AuditOutcome.Done,
        ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal, [KeyValuePair.Create("digest", "d")]));

    private async Task<Passkey> Register(Caller caller, SoftPasskey passkey) =>
        Assert.IsType<Outcome<Passkey>.Done>(await Registered(caller, passkey)).Value;

    private async Task<Outcome<Passkey>> Registered(Caller caller, SoftPasskey passkey) =>
        await _desk.Register(caller, Wish((await _desk.Begin(caller, default)).Challenge, passkey), default);

    private static NewPasskeyRequest Wish(string challenge, SoftPasskey passkey) => new(
        "Phone", challenge, Base64Url.EncodeToString(passkey.ClientData("webauthn.create", Base64Url.DecodeFromChars(challenge))),
        Base64Url.EncodeToString(passkey.Registration()));

    private async Task<SigningView> Ask(Caller caller, AuditEvent act) =>
        Assert.IsType<SignatureAsked>(await _acts.Record(caller with { Signature = ActSignature.Ask }, act, default)).Signing;

    private async Task<string> Signature(Caller caller, SoftPasskey passkey, AuditEvent act) => HeaderOf(await Ask(caller, act), passkey);

    private static string HeaderOf(SigningView asked, SoftPasskey passkey, string? origin = null) => AssertionOf(asked, passkey, origin).Header;

    private static (string Header, OfficerAssertion Assertion) AssertionOf(SigningView asked, SoftPasskey passkey, string? origin = null)
    {
        var clientData = Encoding.UTF8.GetString(passkey.ClientData("webauthn.get", Base64Url.DecodeFromChars(asked.Challenge)));
        if (origin is not null) clientData = clientData.Replace(passkey.Origin, origin, StringComparison.Ordinal);
        var assertion = passkey.Sign(Encoding.UTF8.GetBytes(clientData));
        return ($"{asked.Id}.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(assertion.ToText()))}", assertion);
    }

    private Task<Refusal?> Send(Caller caller, string header, AuditEvent act) => _acts.Record(caller with { Signature = header }, act, default);

    private async Task<Refusal?> Sign(Caller caller, SoftPasskey passkey, AuditEvent act) => await Send(caller, await Signature(caller, passkey, act), act);

    private static void AssertRefused(string why, Refusal? refusal) =>
        Assert.Contains(why, Assert.IsType<SignatureRefused>(refusal).Why, StringComparison.Ordinal);
}
