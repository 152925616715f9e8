using CrowdControl.AuditLog.Leaves;
using CrowdControl.AuditLog.Officers;

namespace CrowdControl.AuditLog.Verifying;

/// <summary>Holds what officers signed to the passkeys that stand in the log for them. Feed it every leaf that is there, in order.</summary>
/// <param name="whole">True for a whole log: whoever is not registered in it is registered nowhere, unless it goes on from another log.
/// False for a selection of it.</param>
public sealed class OfficerChecks(bool whole)
{
    private const string GoesOn = "log.opened";
    private readonly RegisteredKeys _keys = new();
    private bool _whole = whole;

    /// <summary>Entries whose signature holds.</summary>
    public int Holding { get; private set; }

    /// <summary>Entries that say that they are signed, and whose assertion is not there to be checked.</summary>
    public int Unseen { get; private set; }

    /// <summary>Takes the next leaf.</summary>
    /// <param name="index">Its index, greater than that of the leaf before it.</param>
    /// <param name="leaf">The leaf.</param>
    /// <param name="assertion">What is disclosed of it under the name wa, held to the leaf's commitment before; null where nothing
    /// is.</param>
    /// <param name="where">The file in which the leaf stands.</param>
    /// <returns>What is wrong or lacking with it; null where nothing is.</returns>
    public Finding? Take(ulong index, Leaf leaf, string? assertion, string where)
    {
        if (index == 0 && leaf.Draft.Type == GoesOn) _whole = false;
        try
        {
            _keys.Take(index, leaf);
            return leaf.Draft.Assertion is null ? null : Judge(index, leaf, assertion, where);
        }
        catch (FormatException wrong)
        {
            // A selection may hold a revocation without its registration, and that says nothing against it.
            return !_whole && leaf.Draft.Type == RegisteredKeys.Revoked && leaf.Draft.Assertion is null
                ? null
                : Finding.At(index, where, wrong.Message);
        }
    }

    private Finding? Judge(ulong index, Leaf leaf, string? assertion, string where)
    {
        var actor = leaf.Draft.Actor.Id;
        if (_whole && !_keys.HasAny(actor))
            throw new FormatException($"Entry {index} says that {actor} signed it, who had no passkey then.");
        if (assertion is null)
        {
            Unseen++;
            return null;
        }
        var said = OfficerAssertion.Parse(assertion);
        if (_keys.Find(said.Key) is not { } registered)
            return _whole
                ? Finding.At(index, where, $"Entry {index} is signed with a passkey that no entry before it registered.")
                : new Finding(Gravity.Lacking, where, $"The entry that registered the passkey of entry {index} is not here, so its signature "
                    + "was not judged.", index, index);
        if (registered.Actor != actor)
            throw new FormatException($"Entry {index} says that {actor} signed it, and the passkey is {registered.Actor}'s.");
        if (registered.RevokedAt is { } revoked)
            throw new FormatException($"Entry {index} is signed with a passkey that entry {revoked} revoked.");
        OfficerSignature.Check(leaf.Draft, said, registered.Key, registered.Party);
        Holding++;
        return null;
    }
}
