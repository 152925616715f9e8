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
    public async Task<Refusal?> Record(Caller caller, AuditEvent happened, CancellationToken cancellation) =>
        (await Enter(caller, happened, cancellation) as Outcome<long>.Refused)?.Why;

    /// <inheritdoc cref="Record"/>
    /// <returns>What stops the act, or the entry's index once it is durable.</returns>
    public async Task<Outcome<long>> Enter(Caller caller, AuditEvent happened, CancellationToken cancellation) => caller.Signature switch
    {
        ActSignature.Ask => await Ask(caller, happened, cancellation),
        { } signature => await Sign(caller, happened, signature, cancellation),
        null when _settings.Required.Contains(happened.Act) && caller.Member.Kind is MemberKind.Person => new PasskeyNeeded(),
        null => await _trail.Enter(happened, cancellation),
    };

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

    private Task<Outcome<long>> Sign(Caller caller, AuditEvent happened, string header, CancellationToken cancellation)
    {
        var (preparation, assertion) = Read(header);
        return _signed.Record(happened, preparation, assertion, stop => Find(caller, assertion.Key, stop), cancellation);
    }

    private async Task<Outcome<Signer>> Find(Caller caller, string id, CancellationToken cancellation)
    {
        if (await _passkeys.Find(caller.Tenant, caller.Member.Id, id, cancellation) is not { Value: var passkey })
            return new SignatureRefused("This passkey is not one of yours.");
        if (passkey.RevokedAt is not null) return new SignatureRefused("This passkey was revoked.");
        return new Signer(passkey.Key, new RelyingParty(passkey.Site, _settings.Party.Origins));
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
