using System.Security.Cryptography;
using System.Text;
using CrowdControl.AuditLog.Canonical;
using CrowdControl.AuditLog.Leaves;
using CrowdControl.AuditLog.Officers;
using CrowdControl.Functions.Auditing.Officers;
using CrowdControl.Functions.Auditing.Secrets;

namespace CrowdControl.Functions.Auditing;

/// <summary>What a passkey is to sign for one act.</summary>
/// <param name="Id">To hand back with the signature.</param>
/// <param name="Challenge">32 bytes.</param>
public sealed record Preparation(string Id, byte[] Challenge, DateTimeOffset ExpiresAt);

/// <summary>Records acts that their officer signed. The entry is fixed to the byte before it is signed: its salts come from a seed that is
/// kept until then, and whatever else has changed since makes another challenge, so that the signature no longer fits.</summary>
public sealed class SignedTrail
{
    /// <summary>How an entry says that its officer signed it.</summary>
    private const string Method = "fido2";

    /// <summary>Long enough to find a key and a finger, and no longer.</summary>
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(5);

    private readonly AuditTrail _trail;
    private readonly PreparedActs _prepared;
    private readonly TimeProvider _clock;

    internal SignedTrail(AuditTrail trail, PreparedActs prepared, TimeProvider clock) => (_trail, _prepared, _clock) = (trail, prepared, clock);

    /// <summary>Fixes the entry that the act will have. Nothing is recorded.</summary>
    public async Task<Preparation> Prepare(AuditEvent happened, CancellationToken cancellation)
    {
        var seed = RandomNumberGenerator.GetBytes(Commitment.SaltSize);
        var id = await _prepared.Add(happened.Tenant, happened.Actor.Id, seed, happened.At, cancellation);
        return new Preparation(id, DraftOf(happened, seed, happened.At).Draft.Challenge().Bytes.ToArray(), happened.At + Life);
    }

    /// <summary>Records the act with its officer's signature; used once, whatever comes of it.</summary>
    /// <returns>Why not; null once the entry is durable.</returns>
    public async Task<string?> Record(
        AuditEvent happened, string preparation, OfficerAssertion assertion, CredentialKey key, RelyingParty party, CancellationToken cancellation)
    {
        if (await _prepared.Take(happened.Tenant, happened.Actor.Id, preparation, cancellation) is not var (seed, at))
            return "What was to be signed was used already, or was never asked for.";
        if (_clock.GetUtcNow() > at + Life) return "It was signed too late.";
        var (draft, stream, disclosures) = DraftOf(happened, seed, at);
        try
        {
            OfficerSignature.Check(draft, assertion, key, party);
        }
        catch (FormatException wrong)
        {
            return wrong.Message;
        }

        var signature = new Disclosure(OfficerAssertion.Name, RandomNumberGenerator.GetBytes(Commitment.SaltSize), assertion.ToText());
        draft = draft with { Assertion = AuditLeaf.CommitmentOf(signature) };
        await _trail.Enter(happened.Tenant, (draft, stream, [.. disclosures, signature]), cancellation);
        return null;
    }

    private static (LeafDraft Draft, string Stream, IReadOnlyList<Disclosure> Disclosures) DraftOf(AuditEvent happened, byte[] seed, DateTimeOffset at) =>
        AuditLeaf.Draft(
            happened with { At = at, Actor = happened.Actor with { Method = Method } },
            name => HMACSHA256.HashData(seed, Encoding.UTF8.GetBytes(name)));
}
