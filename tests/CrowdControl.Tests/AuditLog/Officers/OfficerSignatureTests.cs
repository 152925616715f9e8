using System.Text;
using CrowdControl.AuditLog.Canonical;
using CrowdControl.AuditLog.Leaves;
using CrowdControl.AuditLog.Officers;

namespace CrowdControl.Tests.AuditLog.Officers;

public sealed class OfficerSignatureTests : IDisposable
{
    private static readonly RelyingParty Party = new(SoftPasskey.Site, [$"https://{SoftPasskey.Site}"]);

    private static readonly LeafDraft Draft = new()
    {
        Type = "post.approved",
        Id = "01a19b8a-cd78-7000-8000-0000000000b2",
        Actor = new LeafActor("u:b81d", "Approver", "fido2"),
        Subject = new LeafSubject("submission", "77aa"),
        Details = new Dictionary<string, Commitment> { ["reason"] = Commitment.Make(new byte[32], "reason", "fine") },
        Policy = "2026-09/1",
        Application = "crowdcontrol/1.4.0+9f3c2e1",
    };

    private readonly SoftPasskey _passkey = new();

    public void Dispose() => _passkey.Dispose();

    [Fact]
    public void What_the_officer_signed_holds_for_the_leaf_that_it_became()
    {
        var assertion = _passkey.Sign(Draft);
        var leaf = new Leaf(
            Draft with { Assertion = Commitment.Make(new byte[32], OfficerAssertion.Name, assertion.ToText()) },
            new DateTimeOffset(2026, 11, 2, 9, 15, 27, TimeSpan.Zero), new StreamPlace("acct:3", 5, 880));

        OfficerSignature.Check(leaf.ToBytes(), assertion.ToText(), _passkey.Key, Party);
        OfficerSignature.Check(leaf.ToBytes(), assertion.ToText(), _passkey.Key, Party with { Origins = null });
    }

    [Fact]
    public void No_bit_of_what_was_signed_can_be_flipped()
    {
        var assertion = _passkey.Sign(Draft);

        AssertRefused(assertion.AuthenticatorData, bytes => assertion with { AuthenticatorData = bytes });
        AssertRefused(assertion.ClientData, bytes => assertion with { ClientData = bytes });
        AssertRefused(assertion.Signature, bytes => assertion with { Signature = bytes });
    }

    [Fact]
    public void No_bit_of_the_text_can_be_flipped_and_nothing_cut_or_added()
    {
        var text = Encoding.UTF8.GetBytes(_passkey.Sign(Draft).ToText());

        for (var bit = 0; bit < text.Length * 8; bit++)
        {
            var flipped = Flipped(text, bit);
            AssertRefused(() => OfficerSignature.Check(Draft, OfficerAssertion.Parse(Encoding.Latin1.GetString(flipped)), _passkey.Key, Party));
        }

        for (var length = 0; length < text.Length; length++)
            AssertRefused(() => OfficerAssertion.Parse(Encoding.UTF8.GetString(text.AsSpan(0, length))));
        AssertRefused(() => OfficerAssertion.Parse(Encoding.UTF8.GetString(text) + " "));
        AssertRefused(() => OfficerAssertion.Parse("\ud800"));
    }

    [Fact]
    public void No_field_of_the_leaf_can_be_another_than_was_signed()
    {
        var assertion = _passkey.Sign(Draft);

        Assert.All(
            new[]
            {
                Draft with { Type = "post.rejected" },
                Draft with { Id = "01a19b8a-cd78-7000-8000-0000000000b3" },
                Draft with { Actor = Draft.Actor with { Id = "u:b81e" } },
                Draft with { Actor = Draft.Actor with { Role = "Publisher" } },
                Draft with { Actor = Draft.Actor with { Method = "oidc" } },
                Draft with { Subject = Draft.Subject with { Id = "77ab" } },
                Draft with { Outcome = "refused" },
                Draft with { Details = new Dictionary<string, Commitment> { ["reason"] = Commitment.Make(new byte[32], "reason", "bad") } },
                Draft with { Policy = "2026-09/2" },
                Draft with { Application = "crowdcontrol/1.4.1" },
            },
            other => AssertRefused(() => OfficerSignature.Check(other, assertion, _passkey.Key, Party), "the challenge is not the one"));
    }

    [Theory]
    [InlineData("""{"type":"webauthn.create","challenge":"C","origin":"O","crossOrigin":false}""", "not for webauthn.get")]
    [InlineData("""{"type":"webauthn.get","challenge":"C=","origin":"O","crossOrigin":false}""", "the challenge is not")]
    [InlineData("""{"type":"webauthn.get","challenge":"C","origin":"https://evil.example","crossOrigin":false}""", "not a page of")]
    [InlineData("""{"type":"webauthn.get","challenge":"C","origin":"O.evil.example","crossOrigin":false}""", "not a page of")]
    [InlineData("""{"type":"webauthn.get","challenge":"C","origin":"O/","crossOrigin":false}""", "not a page of")]
    [InlineData("""{"type":"webauthn.get","challenge":"C","origin":"http://crowdcontrol.wexmoor.police.example"}""", "not a page of")]
    [InlineData("""{"type":"webauthn.get","challenge":"C","origin":"https://below.crowdcontrol.wexmoor.police.example"}""", "not a page of")]
    [InlineData("""{"type":"webauthn.get","challenge":"C","origin":"O","crossOrigin":true}""", "embedded")]
    [InlineData("""{"type":"webauthn.get","challenge":"C","origin":"O","crossOrigin":"false"}""", "embedded")]
    [InlineData("""{"type":"webauthn.get","challenge":"C","origin":"O","topOrigin":"O"}""", "embedded")]
    [InlineData("""{"type":"webauthn.get","type":"webauthn.get","challenge":"C","origin":"O"}""", "stands twice")]
    [InlineData("""{"type":"webauthn.get","challenge":"C"}""", "no string origin")]
    [InlineData("""{"type":"webauthn.get","challenge":"C","origin":"O"} x""", "after the JSON")]
    [InlineData("""["webauthn.get"]""", "is a JSON object")]
    [InlineData("", "No JSON value")]
    public void Client_data_is_read_strictly_even_where_the_passkey_signed_it(string said, string why)
    {
        var clientData = said
            .Replace("\"C", $"\"{System.Buffers.Text.Base64Url.EncodeToString(Draft.Challenge().Bytes)}", StringComparison.Ordinal)
            .Replace("\"O", $"\"https://{SoftPasskey.Site}", StringComparison.Ordinal);

        var assertion = _passkey.Sign(Encoding.UTF8.GetBytes(clientData));

        AssertRefused(() => OfficerSignature.Check(Draft, assertion, _passkey.Key, Party), why);
    }

    [Fact]
    public void Members_of_client_data_that_nobody_knows_yet_are_passed_over()
    {
        var assertion = _passkey.Sign(_passkey.ClientData("webauthn.get", Draft.Challenge().Bytes, ""","other_keys_can_be_added_here":"yes" """));

        OfficerSignature.Check(Draft, assertion, _passkey.Key, Party);
    }

    [Theory]
    [InlineData(0x04, "did not see that anybody")]
    [InlineData(0x01, "did not check who")]
    [InlineData(0x15, "may not be copied")]
    [InlineData(0x45, "registers a passkey")]
    public void The_flags_have_to_say_that_the_officer_was_there_and_was_checked(byte flags, string why)
    {
        var assertion = _passkey.Sign(_passkey.ClientData("webauthn.get", Draft.Challenge().Bytes), _passkey.Seen(flags));

        AssertRefused(() => OfficerSignature.Check(Draft, assertion, _passkey.Key, Party), why);
    }

    [Fact]
    public void A_passkey_of_another_site_does_not_count()
    {
        using var elsewhere = new SoftPasskey { Party = "wexmoor.police.example" };

        AssertRefused(() => OfficerSignature.Check(Draft, elsewhere.Sign(Draft), elsewhere.Key, Party), "another site");
    }

    [Fact]
    public void Another_officers_passkey_does_not_count()
    {
        using var other = new SoftPasskey();
        var assertion = other.Sign(Draft);

        AssertRefused(() => OfficerSignature.Check(Draft, assertion, _passkey.Key, Party), "another key");
        AssertRefused(
            () => OfficerSignature.Check(Draft, assertion with { Key = _passkey.Key.Name }, _passkey.Key, Party), "signature does not hold");
    }

    [Fact]
    public void Authenticator_data_of_any_wrong_length_is_refused()
    {
        var clientData = _passkey.ClientData("webauthn.get", Draft.Challenge().Bytes);
        var seen = _passkey.Seen(SoftPasskey.PresentAndVerified);

        foreach (var wrong in Enumerable.Range(0, seen.Length).Select(length => seen[..length]).Append([.. seen, 0]))
            AssertRefused(() => OfficerSignature.Check(Draft, _passkey.Sign(clientData, wrong), _passkey.Key, Party));
    }

    private void AssertRefused(byte[] part, Func<byte[], OfficerAssertion> with)
    {
        for (var bit = 0; bit < part.Length * 8; bit++)
        {
            var changed = with(Flipped(part, bit));
            AssertRefused(() => OfficerSignature.Check(Draft, changed, _passkey.Key, Party));
        }
    }

    private static byte[] Flipped(byte[] bytes, int bit)
    {
        var flipped = (byte[])bytes.Clone();
        flipped[bit / 8] ^= (byte)(1 << (bit % 8));
        return flipped;
    }

    private static void AssertRefused(Action check, string why = "") =>
        Assert.Contains(why, Assert.Throws<FormatException>(check).Message, StringComparison.Ordinal);
}
