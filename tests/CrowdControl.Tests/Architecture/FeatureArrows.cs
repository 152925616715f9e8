using System.Reflection;
using CrowdControl.Analysis.Triage;
using CrowdControl.AuditLog.Sequencing;
using CrowdControl.Domain;
using CrowdControl.Functions.Hosting;

namespace CrowdControl.Tests.Architecture;

/// <summary>Who may know whom: a feature uses another feature's front and nothing else of it, and no library knows the app.</summary>
public sealed class FeatureArrows
{
    private static readonly Assembly App = typeof(Caller).Assembly;

    /// <summary>What each feature shows to the others: its front, and what the front takes and gives.</summary>
    private static readonly Dictionary<string, string[]> Fronts = new()
    {
        ["Access"] = ["Roster", "SignedActs"],
        ["Auditing"] =
        [
            "AuditTrail", "AuditEvent", "Actor", "AuditSubject", "AuditOutcome", "RecordExcerpts", "OutsideExcerpts", "PrintedSheet", "ExcerptEntry", "Disclosure", "Sealing", "SignedTrail", "Preparation",
            "Signer", "SignatureRefused",
            "ItemValues", "DataKeys", "DataKey", "WrappedKey", "ViewLog", "Look", "Sight",
        ],
        ["Channels"] = ["ChannelRegister"],
        ["Evidence"] = ["EvidenceStore", "Holds"],
        ["Harvesting"] = ["HarvestHealth", "SourceHealth"],
        ["Monitoring"] = ["MentionBook", "MentionCounts", "MentionQueue", "FoundMention"],
        ["Networks"] =
        [
            "KnownNetworks", "INetwork", "NetworkLimits", "NetworkAccess", "NetworkException", "NetworkFault", "ConnectionRequest", "ConnectedAccount",
            "OutgoingPost", "OutgoingImage", "PublishKey", "PublishAnswer", "LivePost", "RemoveAnswer",
            "HarvestPage`1", "FoundPost", "FoundAuthor", "FoundKind", "FoundThread", "CapturedThread", "CapturedAnswer",
        ],
        ["Publishing"] = ["Submissions", "SubmissionCounts", "LivePosts"],
    };

    /// <summary>To submit and to decide are acts on a submission like all others: approvals bring the rule, publishing records, stores and
    /// answers. What only this pair shares is kept from everybody else.</summary>
    private static readonly string[] ForApprovals = ["MemberAct", "MemberRights", "SubmissionAnswers", "SubmissionView", "FieldProblemView"];

    [Fact]
    public void A_feature_uses_the_front_of_another_and_nothing_else_of_it()
    {
        var wrong = Arrows().Where(arrow => arrow is { From: not ("" or "Hosting"), To: not ("" or "Hosting") } && !MayUse(arrow)).Distinct().ToList();

        Assert.Empty(wrong);
    }

    [Fact]
    public void Hosting_knows_no_feature_but_the_roster_that_it_asks_who_somebody_is()
    {
        var used = Arrows().Where(arrow => arrow is { From: "Hosting", To: not "" });

        Assert.Equal(["Access.Roster"], used.Select(arrow => $"{arrow.To}.{arrow.Used}").Distinct());
    }

    /// <remarks>A value of an enum is a number in the code, so that one is only looked for by name.</remarks>
    [Fact]
    public void Every_front_has_somebody_who_uses_it()
    {
        var used = Arrows().Where(arrow => arrow.From != "").Select(arrow => $"{arrow.To}.{arrow.Used}").ToHashSet();

        var shown = Fronts.SelectMany(front => front.Value.Select(type => $"{front.Key}.{type}")).Concat(ForApprovals.Select(type => $"Publishing.{type}"));

        Assert.All(shown, type => Assert.True(used.Contains(type) || App.GetType($"CrowdControl.Functions.{type}") is { IsEnum: true }, type));
    }

    [Theory]
    [InlineData(typeof(Id))]
    [InlineData(typeof(ITriageEngine))]
    [InlineData(typeof(SequencedLog))]
    [InlineData(typeof(LocalRuntime.Servers.AzuriteServer))]
    public void What_the_app_stands_on_knows_nobody_of_ours(Type room)
    {
        var known = room.Assembly.GetReferencedAssemblies().Select(assembly => assembly.Name!);

        Assert.DoesNotContain(known, name => name.StartsWith("CrowdControl", StringComparison.Ordinal));
    }

    [Fact]
    public void The_domain_knows_nothing_but_the_language()
    {
        var known = typeof(Id).Assembly.GetReferencedAssemblies().Select(assembly => assembly.Name!);

        Assert.All(known, name => Assert.StartsWith("System.", name));
    }

    private static bool MayUse(Arrow arrow) =>
        (Fronts.TryGetValue(arrow.To, out var front) && front.Contains(arrow.Used))
        || (arrow is { From: "Approvals", To: "Publishing" } && ForApprovals.Contains(arrow.Used));

    private static IEnumerable<Arrow> Arrows() =>
        from type in App.GetTypes()
        from used in TypesUsed.By(type)
        where used.Assembly == App && Feature(used) != Feature(type)
        select new Arrow(Feature(type), Outermost(type).Name, Feature(used), Outermost(used).Name);

    /// <summary>The third part of the namespace: CrowdControl.Functions.<b>Access</b>. Program and what compilers add have none.</summary>
    private static string Feature(Type type) =>
        Outermost(type).Namespace is { } room && room.StartsWith("CrowdControl.Functions.", StringComparison.Ordinal) ? room.Split('.')[2] : "";

    private static Type Outermost(Type type) => type.DeclaringType is { } outer ? Outermost(outer) : type;

    private sealed record Arrow(string From, string By, string To, string Used);
}
