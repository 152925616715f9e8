using System.Buffers.Text;
using CrowdControl.AuditLog.Leaves;

namespace CrowdControl.AuditLog.Officers;

/// <summary>Which passkeys stand in the log for whom: what user.credential-registered and user.credential-revoked say, read in order.</summary>
/// <remarks>
/// Both leaves stand in the holder's stream, user:&lt;id&gt;, and name the passkey in obj.id in the open: the site's domain, a stroke, and
/// the public key (SubjectPublicKeyInfo) as base64url. So a check needs no value beside the log. A holder registers for themselves; others
/// may revoke.
/// </remarks>
public sealed class RegisteredKeys
{
    /// <summary>The leaf that registers.</summary>
    public const string Registered = "user.credential-registered";

    /// <summary>The leaf that revokes.</summary>
    public const string Revoked = "user.credential-revoked";

    /// <summary>obj.k of both.</summary>
    public const string Kind = "credential";

    private const string Done = "ok";
    private const string Streams = "user:";
    private const string Officers = "u:";
    private readonly Dictionary<string, Registration> _byName = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _mayUse = new(StringComparer.Ordinal);

    /// <summary>obj.id of a passkey.</summary>
    public static string IdOf(CredentialKey key, string relyingParty) => $"{relyingParty}/{Base64Url.EncodeToString(key.Spki)}";

    /// <summary>The stream in which the passkeys of an actor stand; null for who is no officer.</summary>
    /// <param name="actor">act.r, such as u:b81d.</param>
    public static string? StreamOf(string actor) => actor.StartsWith(Officers, StringComparison.Ordinal) ? $"{Streams}{actor[Officers.Length..]}" : null;

    /// <summary>Takes the next leaf; what is no such leaf, or says that it was refused, changes nothing.</summary>
    /// <exception cref="FormatException">It registers what is registered, for another than its author, or in no form that can be read; or
    /// it revokes what is not registered there.</exception>
    public void Take(ulong index, Leaf leaf)
    {
        if (leaf.Draft.Outcome != Done) return;
        if (leaf.Draft.Type == Registered) Register(index, leaf);
        else if (leaf.Draft.Type == Revoked) Revoke(index, leaf);
    }

    /// <summary>Whether the officer holds any passkey that may sign now.</summary>
    /// <param name="actor">act.r, such as u:b81d.</param>
    public bool HasAny(string actor) => _mayUse.GetValueOrDefault(actor) > 0;

    /// <returns>Null where no leaf so far registered it.</returns>
    internal Registration? Find(string name) => _byName.GetValueOrDefault(name);

    private void Register(ulong index, Leaf leaf)
    {
        var (party, key) = Read(leaf);
        var actor = ActorOf(leaf);
        if (leaf.Draft.Actor.Id != actor)
            throw new FormatException($"Entry {index} registers a passkey for {actor}, and {leaf.Draft.Actor.Id} did it.");
        if (_byName.TryGetValue(key.Name, out var before))
            throw new FormatException($"Entry {index} registers a passkey that entry {before.Index} registered.");
        _byName[key.Name] = new Registration(index, actor, key, new RelyingParty(party), null);
        _mayUse[actor] = _mayUse.GetValueOrDefault(actor) + 1;
    }

    private void Revoke(ulong index, Leaf leaf)
    {
        var (_, key) = Read(leaf);
        if (!_byName.TryGetValue(key.Name, out var known) || known.Actor != ActorOf(leaf))
            throw new FormatException($"Entry {index} revokes a passkey that no entry before it registered.");
        if (known.RevokedAt is not null) return;
        _byName[key.Name] = known with { RevokedAt = index };
        _mayUse[known.Actor]--;
    }

    private static string ActorOf(Leaf leaf) => leaf.Place.Stream.StartsWith(Streams, StringComparison.Ordinal)
        ? $"{Officers}{leaf.Place.Stream[Streams.Length..]}"
        : throw new FormatException($"A passkey is its holder's, and {leaf.Place.Stream} is nobody's stream.");

    private static (string Party, CredentialKey Key) Read(Leaf leaf)
    {
        if (leaf.Draft.Subject is not { Kind: Kind, Id: var id } || id.Split('/') is not [var party, var text] || !RelyingParty.IsId(party))
            throw new FormatException("A passkey stands in obj as the site's domain, a stroke and the public key.");
        byte[] spki;
        try
        {
            spki = Base64Url.DecodeFromChars(text);
        }
        catch (FormatException)
        {
            throw new FormatException("A passkey's public key stands in obj as base64url.");
        }
        var key = CredentialKey.OfSpki(spki);
        return IdOf(key, party) == id ? (party, key) : throw new FormatException("A passkey's public key is not in its one spelling.");
    }
}

/// <summary>One passkey of one officer.</summary>
/// <param name="Index">The entry that registered it.</param>
/// <param name="Actor">Whose it is: act.r.</param>
/// <param name="RevokedAt">The entry that revoked it; null while it may sign.</param>
internal sealed record Registration(ulong Index, string Actor, CredentialKey Key, RelyingParty Party, ulong? RevokedAt);
