using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CrowdControl.Domain;

namespace CrowdControl.Functions.Auditing.Index;

/// <summary>Where the index keeps an entry's rows: one list of entries for each thing that they are found by, a partition a month.</summary>
/// <param name="Kind">What the list is by.</param>
/// <param name="Value">Which member, channel, subject or act; empty for the lists of everything and of all views.</param>
internal readonly record struct IndexKey(string Kind, string Value)
{
    /// <summary>The kind of the rows by which a repetition is told.</summary>
    public const string Id = "id";

    /// <summary>Every kind of rows that a log's index has.</summary>
    public static readonly string[] Kinds = ["all", "view", "actor", "channel", "act", "subject", Id];

    private const long Last = 999_999_999_999;
    private const int HashLength = 16;

    /// <summary>Every entry but the heartbeats, of which there are more than of all others in a quiet force.</summary>
    public static IndexKey Everything { get; } = new("all", "");

    /// <summary>Every entry that tells of somebody looking.</summary>
    public static IndexKey Views { get; } = new("view", "");

    public static IndexKey ByActor(string actor) => new("actor", actor);

    public static IndexKey ByChannel(string channel) => new("channel", channel);

    public static IndexKey ByAct(string act) => new("act", act);

    public static IndexKey BySubject(string subject) => new("subject", subject);

    /// <summary>All lists that an entry stands in.</summary>
    public static IEnumerable<IndexKey> Of(IndexedEntry entry)
    {
        yield return ByAct(entry.Act);
        if (entry.Act == PublishRecord.Heartbeat) yield break;
        yield return Everything;
        yield return ByActor(entry.Actor);
        if (entry.Channel is { } channel) yield return ByChannel(channel);
        if (entry.IsView) yield return Views;
        foreach (var subject in entry.Seen.Prepend($"{entry.Subject.Kind}:{entry.Subject.Id}").Distinct(StringComparer.Ordinal))
            yield return BySubject(subject);
    }

    public string Partition(TenantId tenant, string log, Month month) => string.Create(
        CultureInfo.InvariantCulture, $"{Prefix(tenant, log)}{Kind}:{Hash(Value)}:{month}");

    /// <summary>Partition of the rows by which an id's entry is found. Without a month: a repetition does not know when the first was.</summary>
    public static string PartitionOfId(TenantId tenant, string log, string id) => $"{Prefix(tenant, log)}{Id}:{id[^1]}";

    /// <summary>Descending, so that the newest come first: tables give rows in ascending order only.</summary>
    public static string Row(long index) => (Last - index).ToString("D12", CultureInfo.InvariantCulture);

    public static long IndexOf(string row) => Last - long.Parse(row, NumberStyles.None, CultureInfo.InvariantCulture);

    /// <summary>Beyond every entry, where the row's key is none.</summary>
    public static long TryIndexOf(string row) =>
        long.TryParse(row, NumberStyles.None, CultureInfo.InvariantCulture, out var down) && down <= Last ? Last - down : long.MaxValue;

    public static string Prefix(TenantId tenant, string log) => log == Log.RecordLogs.First ? $"{tenant}|" : $"{tenant}|{log}|";

    private static string Hash(string value) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(value)))[..HashLength];
}

/// <summary>A month of the calendar, in UTC.</summary>
internal readonly record struct Month(int Number)
{
    public static Month Of(DateTimeOffset at) => new(at.UtcDateTime.Year * 12 + at.UtcDateTime.Month - 1);

    public Month Before => new(Number - 1);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Number / 12:D4}{Number % 12 + 1:D2}");
}
