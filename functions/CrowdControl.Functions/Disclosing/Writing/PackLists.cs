using System.Globalization;
using CrowdControl.Functions.Disclosing.Making;

namespace CrowdControl.Functions.Disclosing.Writing;

/// <summary>What both papers say in the same words.</summary>
internal static class PackLists
{
    public static IReadOnlyList<(string Name, string Value)> Disclosed(this PackFacts facts) =>
    [
        ("About", facts.About),
        ("Period", facts.Period),
        ("Purpose", facts.Terms.Purpose),
        ("Authority", facts.Terms.Authority),
        ("Recipient", facts.Terms.Recipient),
        ("Asked for by", $"{facts.Pack.Requested.Who.Name}, {PackFacts.Moment(facts.Pack.Requested.At)}"),
        ("Approved by", facts.Pack.Decided is { } by ? $"{by.Who.Name}, {PackFacts.Moment(by.At)}" : "nobody"),
        ("Entries", $"{facts.Entries.Count:N0}, of which {facts.Sensitive.Count:N0} on the schedule of sensitive material"),
        ("Exhibits", facts.Frame.Exhibits.Count == 0 ? "none" : facts.Frame.Exhibits.Count.ToString(CultureInfo.InvariantCulture)),
        ("Completeness", facts.Completeness),
    ];

    public static IReadOnlyList<(string Name, string Value)> Facts(this PackedExhibit exhibit) =>
    [
        ("Preserved by", $"{exhibit.TakenBy}, {PackFacts.Moment(exhibit.TakenAt)}"),
        ("From", exhibit.Network),
        ("Class", exhibit.Class),
        ("Holds on it", exhibit.Holds == 0 ? "none" : exhibit.Holds.ToString(CultureInfo.InvariantCulture)),
        ("SHA-256", exhibit.Sha256),
        ("Bytes", exhibit.File.Length.ToString("N0", CultureInfo.InvariantCulture)),
    ];

    public static IReadOnlyList<(string Name, string Value)> Fastened(this PackFacts facts) =>
    [
        ("Record", facts.Origin),
        ("Size", facts.Frame.Size.ToString("N0", CultureInfo.InvariantCulture)),
        ("Root", string.Join(' ', facts.Root.Chunk(8).Select(group => new string(group)))),
        ("Vouched for by", facts.Outside.Count > 0 ? string.Join(", ", facts.Outside) : "nobody outside"),
    ];
}
