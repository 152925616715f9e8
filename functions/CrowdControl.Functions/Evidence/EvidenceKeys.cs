using System.Globalization;
using CrowdControl.Domain;
using CrowdControl.Domain.Evidence;

namespace CrowdControl.Functions.Evidence;

/// <summary>Row keys of the table of evidence, whose partition is the organisation: so that a case, its exhibits and what is due change as one.</summary>
internal static class EvidenceKeys
{
    /// <summary>Partition of the list of organisations that have a case.</summary>
    public const string Organisations = "organisations";

    public const string Cases = "case|";
    public const string Exhibits = "item|";
    public const string Reviews = "review|";
    public const string Asked = "asked|";
    public const string Work = "work|";
    public const string Rules = "rule|";
    public const string Holding = "hold|";

    /// <summary>Sorts after everything that begins with the same characters.</summary>
    public const string End = "~";

    public static string Of(CaseId id) => Cases + id;

    public static string Of(ExhibitId id) => Exhibits + id;

    public static string ExhibitsOf(CaseId id) => $"{Exhibits}{id}.";

    public static string CustodyOf(ExhibitId id) => $"custody|{id}|";

    public static string Custody(ExhibitId id, CustodyEvent touch) =>
        string.Create(CultureInfo.InvariantCulture, $"{CustodyOf(id)}{touch.At.UtcTicks:D19}-{touch.Entry:D12}");

    public static string Number(string kind) => $"number|{kind}";

    /// <summary>Marks a case whose holds storage has to be told of.</summary>
    public static string ToHold(CaseId id) => Holding + id;

    public static string Rule(EvidenceClass of) => Rules + of;

    public static string KeptFrom(EvidenceClass of) => $"keep|{of}|";

    public static string Day(DateTimeOffset at) => at.UtcDateTime.ToString("yyyyMMdd", CultureInfo.InvariantCulture);

    public static string Second(DateTimeOffset at) => at.UtcDateTime.ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture);

    /// <summary>What has to be found without looking at every exhibit: rows without content, written and taken away with the exhibit.</summary>
    public static IReadOnlySet<string> Marks(Exhibit? exhibit)
    {
        var marks = new HashSet<string>(StringComparer.Ordinal);
        if (exhibit is null) return marks;
        if (exhibit.WorkAt is { } work) marks.Add($"{Work}{Second(work)}|{exhibit.Id}");
        if (exhibit.State is not ExhibitState.Kept) return marks;
        if (exhibit.ReviewDue is not null) marks.Add(Reviews + exhibit.Id);
        else if (exhibit.WorkAt is null) marks.Add($"{KeptFrom(exhibit.Class)}{Day(exhibit.KeptFrom)}|{exhibit.Id}");
        if (exhibit.Removal is { State: RemovalState.Asked }) marks.Add(Asked + exhibit.Id);
        return marks;
    }

    public static ExhibitId ExhibitIn(string mark) => new(mark[(mark.LastIndexOf('|') + 1)..]);
}
