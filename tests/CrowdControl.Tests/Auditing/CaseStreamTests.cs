using System.Collections.Immutable;
using CrowdControl.Domain;
using CrowdControl.Functions.Auditing;
using CrowdControl.Tests.Access;

namespace CrowdControl.Tests.Auditing;

public sealed class CaseStreamTests
{
    private static readonly CaseId Case = new("c1");

    [Theory]
    [InlineData("evidence.added", "case:c1")]
    [InlineData("hold.set", "case:c1")]
    [InlineData("restriction.set", "case:c1")]
    [InlineData("erasure.requested", "case:c1")]
    [InlineData("disclosure.exported", "case:c1")]
    [InlineData("post.captured", "acct:bluesky-1")]
    public void What_is_of_cases_stands_in_its_cases_stream_and_all_else_in_its_channels(string act, string stream) =>
        Assert.Equal(stream, AuditLeaf.Draft(Happened(new TenantId("force"), act, new ChannelId("bluesky-1"))).Stream);

    [Fact]
    public void Without_a_channel_an_act_of_a_case_stands_in_the_cases_stream() =>
        Assert.Equal("case:c1", AuditLeaf.Draft(Happened(new TenantId("force"), "note.written", null)).Stream);

    [Fact]
    public async Task What_an_exhibits_entries_held_is_destroyed_with_it_and_why_is_kept()
    {
        var force = await Force.Found();
        var (added, erased) = (Happened(force.Tenant, "evidence.added", null), Happened(force.Tenant, "erasure.executed", null));
        await force.Trail.Record(added, default);
        // A try that came to nothing, as after a crash before the append: its values have to go as well.
        var lost = AuditLeaf.Draft(added);
        await force.Secrets.Add(force.Tenant, lost.Draft, DateTimeOffset.UnixEpoch, lost.Disclosures, default);
        await force.Trail.Record(erased, default);
        Assert.All(await Entries(force), entry => Assert.Equal("Mair Jones", entry.Details["about"]));

        await force.Secrets.EraseItem(force.Tenant, "c1.x1", default);

        Assert.Empty(await force.Secrets.ReadItem(force.Tenant, "c1.x1", default));
        Assert.Equal([false, true], (await Entries(force)).Select(entry => entry.Details.ContainsKey("about")));
    }

    private static async Task<IReadOnlyList<AuditEntryView>> Entries(Force force) =>
        await RecordReading.All(force.Logs, force.Secrets, force.Tenant);

    private static AuditEvent Happened(TenantId tenant, string act, ChannelId? channel) => new(
        tenant, $"try/{act}", new DateTimeOffset(2026, 11, 2, 9, 0, 0, TimeSpan.Zero), Actor.Job("test"), act, new AuditSubject("exhibit", "c1.x1"), channel,
        AuditOutcome.Done, ImmutableSortedDictionary<string, string>.Empty.Add("about", "Mair Jones"))
    {
        Case = Case,
    };
}
