using System.Security.Cryptography;
using System.Text;
using CrowdControl.AuditLog.Canonical;
using CrowdControl.AuditLog.Leaves;
using CrowdControl.AuditLog.Officers;
using CrowdControl.AuditLog.Sequencing;
using CrowdControl.Domain;
using CrowdControl.Functions.Auditing.Officers;
using CrowdControl.Functions.Auditing.Secrets;

namespace CrowdControl.Functions.Auditing;

/// <summary>What a passkey is to sign for one act.</summary>
/// <param name="Id">To hand back with the signature.</param>
/// <param name="Challenge">32 bytes.</param>
public sealed record Preparation(string Id, byte[] Challenge, DateTimeOffset ExpiresAt);

/// <summary>The passkey that signs, and the pages that it signs for.</summary>
public sealed record Signer(CredentialKey Key, RelyingParty Party);

/// <summary>What came is not the member's signature under this act as it would be done now.</summary>
public sealed record SignatureRefused(string Why) : Refusal($"The signature was not taken, so nothing was done. Sign it again. ({Why})");

/// <summary>Records acts that their officer signed. The entry is fixed to the byte before it is signed: its salts come from a seed that is
/// kept until then, and whatever else has changed since makes another challenge, so that the signature no longer fits.</summary>
public sealed class SignedTrail
{
    /// <summary>How an entry says that its officer signed it.</summary>
    private const string Method = "fido2";

    /// <summary>Long enough to find a key and a finger, and no longer.</summary>
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(5);

    private const int MostRounds = 5;

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

    /// <summary>Records the act with its officer's signature; used once, whatever comes of it. It comes before the revocation of the
    /// passkey in the record, or not at all: whoever revokes says so to <paramref name="find"/> first, and in the holder's stream then.</summary>
    /// <param name="find">The passkey as it stands now.</param>
    public async Task<Outcome<long>> Record(
        AuditEvent happened, string preparation, OfficerAssertion assertion, Func<CancellationToken, Task<Outcome<Signer>>> find,
        CancellationToken cancellation)
    {
        var holder = RegisteredKeys.StreamOf(AuditLeaf.Draft(happened).Draft.Actor.Id)
            ?? throw new ArgumentException($"{happened.Actor.Id} is no officer, and signs nothing.");
        (byte[] Seed, DateTimeOffset At)? taken = null;
        for (var round = 0; round < MostRounds; round++)
        {
            var stand = await _trail.StandOf(happened.Tenant, holder, cancellation);
            var found = await find(cancellation);
            if (found is not Outcome<Signer>.Done { Value: var signer }) return ((Outcome<Signer>.Refused)found).Why;
            taken ??= await _prepared.Take(happened.Tenant, happened.Actor.Id, preparation, cancellation);
            if (taken is not var (seed, at)) return new SignatureRefused("What was to be signed was used already, or was never asked for.");
            if (_clock.GetUtcNow() > at + Life) return new SignatureRefused("It was signed too late.");
            if (Signed(happened, seed, at, assertion, signer, out var entry) is { } wrong) return new SignatureRefused(wrong);
            try
            {
                return await _trail.Enter(happened.Tenant, entry, cancellation, stand);
            }
            catch (StreamMoved)
            {
                // Something came into the holder's stream: perhaps the end of this passkey.
            }
        }

        return new SignatureRefused("Too much is being recorded of you at this moment.");
    }

    private static string? Signed(
        AuditEvent happened, byte[] seed, DateTimeOffset at, OfficerAssertion assertion, Signer signer,
        out (LeafDraft Draft, string Stream, IReadOnlyList<Disclosure> Disclosures) entry)
    {
        entry = DraftOf(happened, seed, at);
        try
        {
            OfficerSignature.Check(entry.Draft, assertion, signer.Key, signer.Party);
        }
        catch (FormatException wrong)
        {
            return wrong.Message;
        }

        var signature = new Disclosure(OfficerAssertion.Name, RandomNumberGenerator.GetBytes(Commitment.SaltSize), assertion.ToText());
        entry = (entry.Draft with { Assertion = AuditLeaf.CommitmentOf(signature) }, entry.Stream, [.. entry.Disclosures, signature]);
        return null;
    }

    private static (LeafDraft Draft, string Stream, IReadOnlyList<Disclosure> Disclosures) DraftOf(AuditEvent happened, byte[] seed, DateTimeOffset at) =>
        AuditLeaf.Draft(
            happened with { At = at, Actor = happened.Actor with { Method = Method } },
            name => HMACSHA256.HashData(seed, Encoding.UTF8.GetBytes(name)));
}
