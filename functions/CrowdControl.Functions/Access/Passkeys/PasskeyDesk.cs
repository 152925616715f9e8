using System.Buffers.Text;
using System.Collections.Immutable;
using System.Text;
using CrowdControl.AuditLog.Officers;
using CrowdControl.Domain;
using CrowdControl.Functions.Auditing;
using CrowdControl.Functions.Hosting;

namespace CrowdControl.Functions.Access.Passkeys;

/// <summary>Registers passkeys and takes them away.</summary>
public sealed class PasskeyDesk
{
    private readonly PasskeyTable _passkeys;
    private readonly PasskeyChallenges _challenges;
    private readonly MemberTable _members;
    private readonly AuditTrail _trail;
    private readonly PasskeySettings _settings;

    internal PasskeyDesk(PasskeyTable passkeys, PasskeyChallenges challenges, MemberTable members, AuditTrail trail, PasskeySettings settings) =>
        (_passkeys, _challenges, _members, _trail, _settings) = (passkeys, challenges, members, trail, settings);

    internal Task<IReadOnlyList<Passkey>> Mine(Caller caller, CancellationToken cancellation) =>
        _passkeys.Of(caller.Tenant, caller.Member.Id, cancellation);

    internal async Task<Outcome<IReadOnlyList<Passkey>>> Of(Caller caller, MemberId member, CancellationToken cancellation) =>
        await _members.Get(caller.Tenant, member, cancellation) is null
            ? new Refusal.NotFound("member")
            : new Outcome<IReadOnlyList<Passkey>>.Done(await _passkeys.Of(caller.Tenant, member, cancellation));

    internal async Task<PasskeyChallengeView> Begin(Caller caller, CancellationToken cancellation) => new(
        await _challenges.Give(caller, cancellation), _settings.Party.Id, caller.Organisation.Name,
        PasskeyChallengeView.Text(Encoding.UTF8.GetBytes(caller.Member.Id.Value)), caller.Member.Name,
        [.. (await Mine(caller, cancellation)).Where(passkey => passkey.RevokedAt is null).Select(passkey => PasskeyChallengeView.Text(passkey.CredentialId))],
        caller.At + PasskeyChallenges.Life);

    /// <summary>The record says it first; what was cut short after that is a passkey that nobody can use.</summary>
    internal async Task<Outcome<Passkey>> Register(Caller caller, NewPasskeyRequest wish, CancellationToken cancellation)
    {
        if (WrongName(wish.Name) is { } wrong) return wrong;
        if ((await Mine(caller, cancellation)).Count(passkey => passkey.RevokedAt is null) >= Passkey.MostEach)
            return new Refusal.WrongState($"You have {Passkey.MostEach} passkeys. Revoke one first.");
        if (!Id.IsValid(wish.Challenge) || !await _challenges.Take(caller, wish.Challenge, cancellation))
            return new Refusal.WrongState("This registration is over. Begin again.");
        Passkey made;
        try
        {
            var read = NewCredential.Read(
                Base64Url.DecodeFromChars(wish.ClientData), Base64Url.DecodeFromChars(wish.AuthenticatorData),
                Base64Url.DecodeFromChars(wish.Challenge), _settings.Party);
            made = new Passkey(caller.Member.Id, wish.Name.Trim(), read.Id, read.Key, _settings.Party.Id, read.MayBackUp, caller.At);
        }
        catch (FormatException wrongly)
        {
            return new Refusal.Invalid("authenticatorData", $"The passkey cannot be taken. {wrongly.Message}");
        }

        if (await _passkeys.Find(caller.Tenant, caller.Member.Id, made.Id, cancellation) is not null) return Taken();
        await Record(caller, made, RegisteredKeys.Registered, $"passkey/{made.Id}/registered", cancellation);
        return await _passkeys.Add(caller.Tenant, made, cancellation) ? made : Taken();
    }

    internal async Task<Outcome<Passkey>> Rename(Caller caller, string id, PasskeyNameRequest wish, CancellationToken cancellation)
    {
        if (WrongName(wish.Name) is { } wrong) return wrong;
        if (await _passkeys.Find(caller.Tenant, caller.Member.Id, id, cancellation) is not { } found) return new Refusal.NotFound("passkey");
        var renamed = found.Value with { Name = wish.Name.Trim() };
        await Record(caller, renamed, "user.credential-renamed", $"passkey/{id}/renamed/{caller.At.UtcTicks}", cancellation);
        return await _passkeys.Change(caller.Tenant, found, renamed, cancellation) ? renamed : new Refusal.Stale();
    }

    /// <summary>From the first write on it signs nothing, so that no signed entry comes after the entry that says so. Asked again, it
    /// records what was cut short.</summary>
    internal async Task<Outcome<Passkey>> Revoke(Caller caller, MemberId member, string id, CancellationToken cancellation)
    {
        while (await _passkeys.Find(caller.Tenant, member, id, cancellation) is { } found)
        {
            var revoked = found.Value with { RevokedAt = found.Value.RevokedAt ?? caller.At };
            if (found.Value.RevokedAt is null && !await _passkeys.Change(caller.Tenant, found, revoked, cancellation)) continue;
            await Record(caller, revoked, RegisteredKeys.Revoked, $"passkey/{id}/revoked", cancellation);
            return revoked;
        }

        return new Refusal.NotFound("passkey");
    }

    private static Refusal.WrongState Taken() => new("This passkey is registered already.");

    private static Refusal.Invalid? WrongName(string name) =>
        string.IsNullOrWhiteSpace(name) || name.Length > Passkey.MostName || name.Any(char.IsControl)
            ? new Refusal.Invalid("name", $"Give it a name of 1 to {Passkey.MostName} characters, such as Phone.")
            : null;

    private Task Record(Caller caller, Passkey passkey, string act, string entry, CancellationToken cancellation) => _trail.Record(
        new AuditEvent(
            caller.Tenant, entry, caller.At, Actor.Of(caller), act,
            new AuditSubject(RegisteredKeys.Kind, RegisteredKeys.IdOf(passkey.Key, passkey.Site)), null, AuditOutcome.Done,
            ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal, [KeyValuePair.Create("name", passkey.Name), KeyValuePair.Create("member", passkey.Member.Value)]))
        {
            About = passkey.Member,
        }, cancellation);
}
