using CrowdControl.AuditLog.Leaves;
using CrowdControl.AuditLog.Notes;
using CrowdControl.AuditLog.Tree;

namespace CrowdControl.AuditLog.Verifying;

/// <summary>Verifies one entry by its proof, without the log.</summary>
public static class ProofVerification
{
    /// <summary>Verifies.</summary>
    /// <param name="proof">The bytes of a .tlog-proof.</param>
    /// <param name="leaf">The entry's bytes.</param>
    /// <param name="terms">Whom to believe, and as of when.</param>
    public static ProofReport Verify(ReadOnlySpan<byte> proof, ReadOnlySpan<byte> leaf, VerificationTerms terms)
    {
        try
        {
            var parsed = Named("proof", TlogProof.Parse, proof);
            var entry = Named("entry", Leaf.Parse, leaf);
            var trust = new Trust(terms.Policy);
            var trusted = trust.Judge(parsed.Checkpoint);
            InclusionProof.Check(parsed.Index, trusted.Checkpoint.Size, TreeHash.Leaf(leaf), [.. parsed.Hashes], trusted.Checkpoint.Root);
            if (entry.Place.Previous >= (long)parsed.Index || entry.Place.Number > (long)parsed.Index)
                throw Refused.At(parsed.Index, "entry",
                    $"The entry stands at index {parsed.Index}, and its place in its stream says that it cannot.");
            Anchor[] anchors = [.. trusted.Cosignatures.Select(signature =>
                Anchor.Of(signature, trusted.Checkpoint.Size, "proof", null))];
            return new ProofReport(parsed.Index, entry, trusted.Checkpoint, anchors,
                [.. Standing.Of(trusted.Checkpoint, terms, anchors), .. trust.PassedOver("proof", parsed.Checkpoint)]);
        }
        catch (Refused refused)
        {
            return new ProofReport(null, null, null, [], [refused.Finding]);
        }
        catch (FormatException wrong)
        {
            return new ProofReport(null, null, null, [], [Finding.Wrong("proof", wrong.Message)]);
        }
    }

    private delegate T Parse<out T>(ReadOnlySpan<byte> bytes);

    private static T Named<T>(string what, Parse<T> parse, ReadOnlySpan<byte> bytes)
    {
        try
        {
            return parse(bytes);
        }
        catch (FormatException wrong)
        {
            throw Refused.Because(what, wrong.Message);
        }
    }
}

/// <summary>What verification of one entry found.</summary>
/// <param name="Index">Where it stands; null where something is wrong.</param>
/// <param name="Entry">What it says.</param>
/// <param name="Checkpoint">Of the log that it stands in.</param>
/// <param name="Anchors">Witnesses of that checkpoint.</param>
/// <param name="Findings">Empty where nothing is to be said.</param>
public sealed record ProofReport(
    ulong? Index, Leaf? Entry, Checkpoint? Checkpoint, IReadOnlyList<Anchor> Anchors, IReadOnlyList<Finding> Findings);
