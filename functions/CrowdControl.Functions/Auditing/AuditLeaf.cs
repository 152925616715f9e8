using System.Collections.Immutable;
using System.Reflection;
using System.Security.Cryptography;
using CrowdControl.AuditLog.Canonical;
using CrowdControl.AuditLog.Leaves;
using CrowdControl.AuditLog.Officers;
using CrowdControl.AuditLog.Sequencing;
using CrowdControl.Functions.Auditing.Secrets;

namespace CrowdControl.Functions.Auditing;

/// <summary>How an act is written as a leaf of the log, and read from one: pseudonyms in the open, all else behind commitments.</summary>
internal static class AuditLeaf
{
    /// <summary>The name of the act, by which a repetition is told; behind a commitment like every detail.</summary>
    public const string EntryName = "entry";

    public const string ActorName = "actor";
    public const string ActedAt = "acted-at";
    /// <summary>The stream of what is of no channel, case or member; the log that takes it in puts its own name behind it.</summary>
    public const string SystemStream = "sys:";

    private const string ChannelStream = "acct:";
    private const string CaseStream = "case:";
    internal const string ItemKind = "exhibit";
    private const string ItemActs = "evidence.";

    /// <summary>What these say is of the case, also where it is said of a channel's post.</summary>
    private static readonly string[] ActsOfCases = [ItemActs, "hold.", "restriction.", "erasure.", "retention.", "disclosure.", "case."];

    /// <summary>The rules that the first version of this product decides by.</summary>
    private const string Policy = "built-in/1";

    private static readonly string Application = $"crowdcontrol/{typeof(AuditLeaf).Assembly
        .GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown"}";

    public static (LeafDraft Draft, string Stream, IReadOnlyList<Disclosure> Disclosures) Draft(AuditEvent happened) =>
        Draft(happened, _ => RandomNumberGenerator.GetBytes(Commitment.SaltSize));

    /// <param name="salt">The salt of a field, by its name.</param>
    public static (LeafDraft Draft, string Stream, IReadOnlyList<Disclosure> Disclosures) Draft(AuditEvent happened, Func<string, byte[]> salt)
    {
        var values = happened.Details.ToDictionary(StringComparer.Ordinal);
        values[EntryName] = happened.Id;
        values[ActedAt] = happened.At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture);
        if (happened.Actor.Name is { Length: > 0 } name) values[ActorName] = name;
        Disclosure[] disclosures = [.. values.Select(value => new Disclosure(value.Key, salt(value.Key), value.Value))];
        var draft = new LeafDraft
        {
            Id = EntryId.Named($"{happened.Tenant}/{happened.Id}"),
            Type = happened.Act,
            Actor = new LeafActor(IdOf(happened.Actor), happened.Actor.Role, happened.Actor.Method),
            Subject = new LeafSubject(happened.Subject.Kind, happened.Subject.Id),
            Outcome = CodeOf(happened.Outcome),
            Details = disclosures.Select(field => KeyValuePair.Create(field.Name, CommitmentOf(field)))
                .Concat(happened.Erased.Select(field => KeyValuePair.Create(field.Name, field.Commitment))).ToDictionary(StringComparer.Ordinal),
            Policy = Policy,
            Application = Application,
        };
        return (draft, StreamOf(happened), disclosures);
    }

    public static Commitment CommitmentOf(Disclosure field) => Commitment.Make(field.Salt, field.Name, field.Value);

    /// <summary>Whether salt and value are the ones that the leaf commits to.</summary>
    public static bool Commits(this Leaf leaf, Disclosure field) =>
        field.Name == OfficerAssertion.Name
            ? leaf.Draft.Assertion == CommitmentOf(field)
            : leaf.Draft.Details.TryGetValue(field.Name, out var commitment) && commitment == CommitmentOf(field);

    /// <summary>The channel whose stream the leaf stands in; null for another stream.</summary>
    public static string? ChannelOf(this Leaf leaf) =>
        leaf.Place.Stream.StartsWith(ChannelStream, StringComparison.Ordinal) ? leaf.Place.Stream[ChannelStream.Length..] : null;

    /// <summary>The case whose stream the leaf stands in; null for another stream.</summary>
    public static string? CaseOf(this Leaf leaf) =>
        leaf.Place.Stream.StartsWith(CaseStream, StringComparison.Ordinal) ? leaf.Place.Stream[CaseStream.Length..] : null;

    /// <summary>The item of evidence whose values these are, to be destroyed with it; null for an entry whose values outlive it, such as
    /// the one that says why it was erased.</summary>
    public static string? ItemOf(this LeafDraft draft) =>
        draft.Subject.Kind == ItemKind && draft.Type.StartsWith(ItemActs, StringComparison.Ordinal) ? draft.Subject.Id : null;

    public static AuditOutcome OutcomeOf(this Leaf leaf) => Enum.GetValues<AuditOutcome>().First(outcome => CodeOf(outcome) == leaf.Draft.Outcome);

    public static Actor ActorOf(this Leaf leaf, string? name)
    {
        var parts = leaf.Draft.Actor.Id.Split(':', 2);
        var kind = parts[0] switch { "u" => ActorKind.Member, "api" => ActorKind.ApiCaller, _ => ActorKind.System };
        return new Actor(kind, parts[^1], name) { Role = leaf.Draft.Actor.Role, Method = leaf.Draft.Actor.Method };
    }

    private static string IdOf(Actor actor) => actor.Kind switch
    {
        ActorKind.Member => $"u:{actor.Id}",
        ActorKind.ApiCaller => $"api:{actor.Id}",
        _ => $"job:{actor.Id}",
    };

    private static string CodeOf(AuditOutcome outcome) => outcome is AuditOutcome.Done ? "ok" : outcome.ToString().ToLowerInvariant();

    /// <summary>Each leaf stands in one stream: its channel's, else its case's, else its member's, else the system's; what is of cases
    /// stands in its case's first.</summary>
    private static string StreamOf(AuditEvent happened) =>
        happened.Case is { } own && ActsOfCases.Any(act => happened.Act.StartsWith(act, StringComparison.Ordinal)) ? CaseStream + own.Value
        : happened.Channel is { } channel ? ChannelStream + channel.Value
        : happened.Case is { } related ? CaseStream + related.Value
        : happened.About is { } about ? $"user:{about}"
        : happened.Subject.Kind == "member" ? $"user:{happened.Subject.Id}"
        : happened.Actor.Kind is not ActorKind.System ? $"user:{happened.Actor.Id}"
        : SystemStream;
}
