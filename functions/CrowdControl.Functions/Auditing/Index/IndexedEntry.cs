using CrowdControl.AuditLog.Leaves;
using CrowdControl.Functions.Auditing.Secrets;

namespace CrowdControl.Functions.Auditing.Index;

/// <summary>What an entry of the record can be found by.</summary>
/// <param name="Channel">Null for an entry that names none.</param>
/// <param name="Seen">The records that somebody looked at, where the entry tells of that; as kind:id.</param>
internal sealed record IndexedEntry(
    long Index, string Id, DateTimeOffset At, string Act, string Actor, string? Channel, AuditSubject Subject, IReadOnlyList<string> Seen)
{
    /// <summary>Name of the detail that lists what was looked at.</summary>
    public const string SeenName = "seen";

    private const string Viewed = ".viewed";

    /// <summary>Ways to see what the record is about that leave more behind than a look.</summary>
    private static readonly string[] Others = ["evidence.read", "disclosure.taken", "disclosure.exported", "record.exported"];

    private const char Between = ' ';

    /// <summary>The entry tells that somebody looked at something, or was handed it.</summary>
    public bool IsView => IsViewAct(Act);

    public static bool IsViewAct(string act) => act.EndsWith(Viewed, StringComparison.Ordinal) || Others.Contains(act, StringComparer.Ordinal);

    /// <summary>Whether what it can be found by stands partly in the values beside the log.</summary>
    public static bool NeedsValues(Leaf leaf) => IsViewAct(leaf.Draft.Type) && leaf.Draft.Details.ContainsKey(SeenName);

    /// <param name="values">What lies behind the entry's commitments, where <see cref="NeedsValues"/>; erased values find nothing.</param>
    public static IndexedEntry Of(long index, Leaf leaf, IEnumerable<Disclosure> values) => new(
        index, leaf.Draft.Id, leaf.At, leaf.Draft.Type, leaf.ActorOf(null).Id, leaf.ChannelOf(),
        new AuditSubject(leaf.Draft.Subject.Kind, leaf.Draft.Subject.Id),
        values.FirstOrDefault(value => value.Name == SeenName)?.Value.Split(Between, StringSplitOptions.RemoveEmptyEntries) ?? []);

    public static string SeenText(IEnumerable<string> records) => string.Join(Between, records);

    public bool IsAbout(AuditSubject subject) => Subject == subject || Seen.Contains($"{subject.Kind}:{subject.Id}", StringComparer.Ordinal);
}
