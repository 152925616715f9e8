using System.Security.Cryptography;
using CrowdControl.AuditLog.Officers;

namespace CrowdControl.Tests.AuditLog.Officers;

public sealed class CredentialTests : IDisposable
{
    private static readonly RelyingParty Party = new(SoftPasskey.Site, [$"https://{SoftPasskey.Site}"]);
    private static readonly byte[] Challenge = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];
    private readonly SoftPasskey _passkey = new();

    public void Dispose() => _passkey.Dispose();

    [Fact]
    public void A_registration_gives_id_and_key_of_the_new_passkey()
    {
        var made = NewCredential.Read(_passkey.ClientData("webauthn.create", Challenge), _passkey.Registration(), Challenge, Party);

        Assert.Equal(_passkey.Id, made.Id);
        Assert.Equal(_passkey.Key.Spki.ToArray(), made.Key.Spki.ToArray());
        Assert.False(made.MayBackUp);
    }

    [Fact]
    public void Cose_and_SubjectPublicKeyInfo_are_two_spellings_of_one_key()
    {
        var key = CredentialKey.OfCose(_passkey.Cose);

        Assert.Equal(_passkey.Key.Name, key.Name);
        Assert.Equal(key.Spki.ToArray(), CredentialKey.OfSpki(key.Spki).Spki.ToArray());
    }

    [Fact]
    public void No_bit_of_a_key_can_be_flipped_without_its_being_refused_or_another_key()
    {
        var cose = _passkey.Cose;
        for (var bit = 0; bit < cose.Length * 8; bit++)
        {
            var flipped = (byte[])cose.Clone();
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));

            // A point is off the curve once one half of it is changed; the sign bits and the rest are the form.
            Assert.Throws<FormatException>(() => CredentialKey.OfCose(flipped));
        }
    }

    [Fact]
    public void Keys_of_other_kinds_are_refused()
    {
        using var larger = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        using var rsa = RSA.Create(2048);

        Assert.Throws<FormatException>(() => CredentialKey.OfSpki(larger.ExportSubjectPublicKeyInfo()));
        Assert.Throws<FormatException>(() => CredentialKey.OfSpki(rsa.ExportSubjectPublicKeyInfo()));
        Assert.Throws<FormatException>(() => CredentialKey.OfSpki([]));
        Assert.Throws<FormatException>(() => CredentialKey.OfCose([]));
    }

    [Fact]
    public void A_registration_for_another_challenge_site_or_page_is_refused()
    {
        using var elsewhere = new SoftPasskey { Origin = "https://evil.example" };
        using var unseen = new SoftPasskey { Flags = 0x01 };
        var clientData = _passkey.ClientData("webauthn.create", Challenge);

        AssertRefused("challenge", () => Read(clientData, _passkey.Registration(), new byte[32]));
        AssertRefused("webauthn.create", () => Read(_passkey.ClientData("webauthn.get", Challenge), _passkey.Registration(), Challenge));
        AssertRefused("not a page of", () => Read(elsewhere.ClientData("webauthn.create", Challenge), elsewhere.Registration(), Challenge));
        AssertRefused("did not check who", () => Read(clientData, unseen.Registration(), Challenge));
        AssertRefused("holds no passkey", () => Read(clientData, _passkey.Seen(0x05), Challenge));
    }

    [Fact]
    public void A_registration_cut_or_lengthened_anywhere_is_refused()
    {
        var (clientData, whole) = (_passkey.ClientData("webauthn.create", Challenge), _passkey.Registration());

        for (var length = 0; length < whole.Length; length++) AssertRefused("", () => Read(clientData, whole[..length], Challenge));
        AssertRefused("after the passkey", () => Read(clientData, [.. whole, 0], Challenge));
    }

    [Theory]
    [InlineData("example.org", "https://example.org", true)]
    [InlineData("example.org", "https://example.org:8443", true)]
    [InlineData("example.org", "https://desk.example.org", true)]
    [InlineData("example.org", "https://notexample.org", false)]
    [InlineData("example.org", "http://example.org", false)]
    [InlineData("example.org", "https://example.org/", false)]
    [InlineData("example.org", "https://user@example.org", false)]
    [InlineData("localhost", "http://localhost:7071", true)]
    [InlineData("localhost", "http://127.0.0.1:7071", false)]
    public void A_page_may_ask_for_its_own_domain_and_those_above_it(string id, string origin, bool may) =>
        Assert.Equal(may, RelyingParty.MayAsk(id, origin));

    private static NewCredential Read(byte[] clientData, byte[] authenticatorData, byte[] challenge) =>
        NewCredential.Read(clientData, authenticatorData, challenge, Party);

    private static void AssertRefused(string why, Action read) =>
        Assert.Contains(why, Assert.Throws<FormatException>(read).Message, StringComparison.Ordinal);
}
