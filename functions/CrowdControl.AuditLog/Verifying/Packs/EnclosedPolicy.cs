using System.Security.Cryptography;
using CrowdControl.AuditLog.Notes;

namespace CrowdControl.AuditLog.Verifying.Packs;

/// <summary>What the policy in a pack says to somebody who does not have to believe it.</summary>
internal static class EnclosedPolicy
{
    /// <summary>Each key in a form that can be read out on the telephone.</summary>
    public static IReadOnlyList<string> Keys(TrustPolicy enclosed) =>
    [
        .. enclosed.Logs.Select(log => $"the record {log.Key.Name}: SHA-256 of its key {Groups(log.Key)}"),
        .. enclosed.Witnesses.Select(witness => $"the witness {witness.Key.Name}: SHA-256 of its key {Groups(witness.Key)}"),
        .. enclosed.Anchors.Select(anchor => $"an authority whose certificate has the SHA-256 {anchor.CertificateHash}"),
    ];

    /// <returns>How the enclosed policy differs from the one that was given; null where it does not.</returns>
    public static string? Beyond(TrustPolicy enclosed, TrustPolicy given)
    {
        var (theirs, ours) = (Names(enclosed), Names(given));
        string[] differences =
        [
            .. theirs.Except(ours).Select(name => $"it names {name}, which yours does not"),
            .. ours.Except(theirs).Select(name => $"it does not name {name}, which yours does"),
            .. $"{enclosed.Quorum}" != $"{given.Quorum}" ? [$"it asks for the witnesses {enclosed.Quorum?.ToString() ?? "none"}, and yours for {given.Quorum?.ToString() ?? "none"}"] : (string[])[],
        ];
        return differences.Length == 0 ? null : $"The pack's own policy is not the one that you gave, by which all of this was judged: {string.Join("; ", differences)}.";
    }

    private static IReadOnlyList<string> Names(TrustPolicy policy) =>
    [
        .. policy.Logs.Select(log => log.Key).Concat(policy.Witnesses.Select(witness => witness.Key)).Select(key => $"the key {key.Name}+{key.Id:x8}"),
        .. policy.Anchors.Select(anchor => $"the authority {anchor.CertificateHash[..16]}..."),
    ];

    private static string Groups(VerifierKey key) =>
        string.Join(' ', Convert.ToHexStringLower(SHA256.HashData(key.Material.Span)).Chunk(8).Select(group => new string(group)));
}
