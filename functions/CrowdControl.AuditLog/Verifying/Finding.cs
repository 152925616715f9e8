namespace CrowdControl.AuditLog.Verifying;

/// <summary>What a finding means for the verdict.</summary>
public enum Gravity
{
    /// <summary>Worth knowing; changes nothing.</summary>
    Remark,

    /// <summary>Something is missing, too old or cannot be judged: what is there holds, but shows less than it should.</summary>
    Lacking,

    /// <summary>Something is false.</summary>
    Wrong,
}

/// <summary>One thing that verification found.</summary>
/// <param name="Gravity">What it means.</param>
/// <param name="Where">The file, by its name within the export or as the caller named it.</param>
/// <param name="What">A sentence.</param>
/// <param name="From">The first entry that is wrong, or the first of those among which it is; null where no entry is.</param>
/// <param name="To">The last of those among which the first wrong entry is; <paramref name="From"/> itself where it is known.</param>
public sealed record Finding(Gravity Gravity, string Where, string What, ulong? From = null, ulong? To = null)
{
    /// <summary>Something is false at an entry that is known.</summary>
    internal static Finding At(ulong index, string where, string what) => new(Gravity.Wrong, where, what, index, index);

    internal static Finding Wrong(string where, string what) => new(Gravity.Wrong, where, what);

    internal static Finding Lacking(string where, string what) => new(Gravity.Lacking, where, what);

    internal static Finding Remark(string where, string what) => new(Gravity.Remark, where, what);
}

/// <summary>Ends what was being verified.</summary>
internal sealed class Refused(Finding finding) : FormatException(finding.What)
{
    public Finding Finding => finding;

    public static Refused At(ulong index, string where, string what) => new(Finding.At(index, where, what));

    public static Refused Because(string where, string what) => new(Finding.Wrong(where, what));
}
