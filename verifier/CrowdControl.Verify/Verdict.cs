using CrowdControl.AuditLog.Verifying;

namespace CrowdControl.Verify;

/// <summary>The answer, and the program's exit code.</summary>
internal enum Verdict
{
    /// <summary>Everything holds.</summary>
    Valid = 0,

    /// <summary>Something is false.</summary>
    Invalid = 1,

    /// <summary>What is there holds, but something is missing, cannot be judged or is too old.</summary>
    Incomplete = 2,

    /// <summary>What was to be verified, or what to hold it to, cannot be read.</summary>
    Unreadable = 3,
}

internal static class Verdicts
{
    public static Verdict Of(IEnumerable<Finding> findings) => findings.Select(finding => finding.Gravity).DefaultIfEmpty().Max() switch
    {
        Gravity.Wrong => Verdict.Invalid,
        Gravity.Lacking => Verdict.Incomplete,
        _ => Verdict.Valid,
    };

    public static string Words(this Verdict verdict) => verdict switch
    {
        Verdict.Valid => "VALID",
        Verdict.Invalid => "INVALID",
        Verdict.Incomplete => "VALID AS FAR AS IT GOES, BUT INCOMPLETE OR NOT FRESH",
        _ => "UNREADABLE",
    };
}
