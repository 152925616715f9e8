using System.Buffers.Text;
using System.Text;
using CrowdControl.AuditLog.Officers;
using CrowdControl.Domain;
using CrowdControl.Domain.Access;
using CrowdControl.Functions.Auditing;
using CrowdControl.Functions.Hosting;

namespace CrowdControl.Functions.Access.Passkeys;

/// <summary>Records what a member does, signed with their passkey where they sign it.</summary>
public sealed class SignedActs
{
    private readonly SignedTrail _signed;
    private readonly AuditTrail _trail;
    private readonly PasskeyTable _passkeys;
    private readonly PasskeySettings _settings;

    internal SignedActs(SignedTrail signed, AuditTrail trail, PasskeyTable passkeys, PasskeySettings settings) =>
        (_signed, _trail, _passkeys, _settings) = (signed, trail, passkeys, settings);

    /// <summary>Call it where the act would be recorded, before anything is done: the route says <see cref="SignsAttribute"/>.</summary>
    /// <returns>What stops the act, the question for a signature among it; null once the entry is durable.</returns>
    public async Task<Refusal?> Record(Caller caller, AuditEvent happened, CancellationToken cancellation)
    {
        if (caller.Signature is { } signature)
            return signature == ActSignature.Ask
                ? await Ask(caller, happened, cancellation)
                : await Sign(caller, happened, signature, cancellation);
        if (_settings.Required.Contains(happened.Act) && caller.Member.Kind is MemberKind.Person) return new PasskeyNeeded();
        await _trail.Record(happened, cancellation);
        return null;
    }

    private async Task<Refusal> Ask(Caller caller, AuditEvent happened, CancellationToken cancellation)
    {
        var held = (await _passkeys.Of(caller.Tenant, caller.Member.Id, cancellation))
            .Where(passkey => passkey.RevokedAt is null && passkey.Site == _settings.Party.Id)
            .Select(passkey => new SigningPasskey(passkey.Id, Base64Url.EncodeToString(passkey.CredentialId))).ToList();
        if (held.Count == 0) return new NoPasskey();
        var prepared = await _signed.Prepare(happened, cancellation);
        return new SignatureAsked(new SigningView(
            prepared.Id, Base64Url.EncodeToString(prepared.Challenge), _settings.Party.Id, held, prepared.ExpiresAt));
    }

    private async Task<Refusal?> Sign(Caller caller, AuditEvent happened, string header, CancellationToken cancellation)
    {
        var (preparation, assertion) = Read(header);
        if (await _passkeys.Find(caller.Tenant, caller.Member.Id, assertion.Key, cancellation) is not { Value: var passkey })
            return new SignatureRefused("This passkey is not one of yours.");
        if (passkey.RevokedAt is not null) return new SignatureRefused("This passkey was revoked.");
        var party = new RelyingParty(passkey.Site, _settings.Party.Origins);
        return await _signed.Record(happened, preparation, assertion, passkey.Key, party, cancellation) is { } why ? new SignatureRefused(why) : null;
    }

    /// <exception cref="BadRequest">Not an id, a full stop and an assertion.</exception>
    private static (string Preparation, OfficerAssertion Assertion) Read(string header)
    {
        try
        {
            if (header.Split('.') is [var id, var text] && Id.IsValid(id))
                return (id, OfficerAssertion.Parse(Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text))));
        }
        catch (FormatException wrong)
        {
            throw new BadRequest(ActSignature.Header, wrong.Message);
        }

        throw new BadRequest(ActSignature.Header, $"Send {ActSignature.Ask} first, then the id that was answered, a full stop and the assertion in base64url.");
    }
}

/// <summary>The rules ask for a signature.</summary>
public sealed record PasskeyNeeded() : Refusal(
    "Your organisation asks for a passkey here. Sign it with one; you can register one under Passkeys in your account menu.");

/// <summary>There is nothing to sign with.</summary>
public sealed record NoPasskey() : Refusal("You have no passkey for this site. Register one under Passkeys in your account menu.");

/// <summary>What came is not the member's signature under this act as it would be done now.</summary>
public sealed record SignatureRefused(string Why) : Refusal($"The signature was not taken, so nothing was done. Sign it again. ({Why})");
