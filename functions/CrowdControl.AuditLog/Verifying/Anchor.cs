using CrowdControl.AuditLog.Notes;

namespace CrowdControl.AuditLog.Verifying;

/// <summary>Somebody outside who is believed, and who knew the log's first entries at some time.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Who">The witness, or the authority's subject.</param>
/// <param name="Size">How many entries.</param>
/// <param name="Time">When, by that party's clock.</param>
/// <param name="Accuracy">How far that clock may be off, where it says so.</param>
/// <param name="Limit">How old it may become before it is not fresh; null where the policy does not say.</param>
/// <param name="Where">The file.</param>
/// <param name="Hash">SHA-256 of the file in 64 lower-case hexadecimal digits, where it is one of its own.</param>
public sealed record Anchor(
    AnchorSort Kind, string Who, ulong Size, DateTimeOffset Time, TimeSpan Accuracy, TimeSpan? Limit, string Where, string? Hash)
{
    internal DateTimeOffset Earliest => Time - Accuracy;

    internal DateTimeOffset Latest => Time + Accuracy;

    internal static Anchor Of(VerifiedCosignature signature, ulong size, string where, string? hash) => new(
        AnchorSort.Cosignature, signature.Witness.Name, size, Moment(signature.Time), TimeSpan.Zero, null, where, hash);

    // A key that signs year 300,000 is no proof of anything, and no reason to fall over.
    private static DateTimeOffset Moment(ulong seconds) =>
        DateTimeOffset.FromUnixTimeSeconds((long)Math.Min(seconds, (ulong)DateTimeOffset.MaxValue.ToUnixTimeSeconds()));
}

/// <summary>Sorts of anchors.</summary>
public enum AnchorSort
{
    /// <summary>A witness's signature with a time.</summary>
    Cosignature,

    /// <summary>An RFC 3161 time stamp.</summary>
    TimeStamp,
}
