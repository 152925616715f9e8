using System.Security.Cryptography;
using CrowdControl.Domain;
using CrowdControl.Domain.Access;
using CrowdControl.Functions.Auditing;
using CrowdControl.Functions.Auditing.Officers;
using CrowdControl.Functions.Auditing.Secrets;
using CrowdControl.Functions.Hosting;
using CrowdControl.LocalRuntime.Tests;
using CrowdControl.Tests.Access;

namespace CrowdControl.Tests.Auditing.Secrets;

public sealed class ValueSweepTests
{
    private readonly PushedClock _clock = new();

    [Fact]
    public async Task Values_whose_entry_never_came_to_be_go_two_days_later_and_all_others_stay()
    {
        var (force, fran) = await WithAuditor();
        await Act(force, fran, "before");
        await force.Secrets.Add(force.Tenant, "01a19b8a-cd78-7000-8000-0000000000b2", _clock.GetUtcNow(), [Field("reason", "died here")], default);
        await Act(force, fran, "after");

        var sameDay = await Sweep(force);
        _clock.Push(TimeSpan.FromDays(1));
        var nextDay = await Sweep(force);
        _clock.Push(TimeSpan.FromDays(1));
        var day = DateOnly.FromDateTime(_clock.GetUtcNow().UtcDateTime).AddDays(-2);
        var before = await force.Secrets.Rows(force.Tenant, day, default);
        var then = await Sweep(force);

        Assert.Equal((0, 0, 1), (sameDay, nextDay, then));
        Assert.Equal(before.Count - 1, (await force.Secrets.Rows(force.Tenant, day, default)).Count);
        Assert.Equal(["before", "after"], (await RecordReading.All(force.Logs, force.Secrets, force.Tenant)).Select(entry => entry.Details[AuditLeaf.EntryName]));
        Assert.Equal(0, await Sweep(force));
    }

    [Fact]
    public async Task Of_two_tries_of_one_act_the_values_stay_that_the_entry_commits_to()
    {
        var (force, fran) = await WithAuditor();
        await Act(force, fran, "one");
        var entry = Assert.Single(await RecordReading.All(force.Logs, force.Secrets, force.Tenant));
        await force.Secrets.Add(force.Tenant, entry.Id, entry.At, [Field(AuditLeaf.EntryName, "one")], default);
        _clock.Push(TimeSpan.FromDays(2));

        Assert.Equal(1, await Sweep(force));

        Assert.Equal("one", Assert.Single(await RecordReading.All(force.Logs, force.Secrets, force.Tenant)).Details[AuditLeaf.EntryName]);
    }

    private async Task<(Force Force, Caller Fran)> WithAuditor()
    {
        var force = await Force.Found(_clock);
        return (force, await force.Add("fran", new Grant(new GrantId("g"), Role.ProfessionalStandards, Scope.Everything, null, null)));
    }

    private static Task Act(Force force, Caller who, string id) =>
        force.Trail.Record(who with { At = force.Clock.GetUtcNow() }, id, "record.viewed", new AuditSubject("record", "x"), null, AuditOutcome.Done, [], default);

    private Task<int> Sweep(Force force) => new ValueSweep(
        force.Logs, force.Secrets, new SweepTable(force.Tables), new PreparedActs(force.Tables, new WrappingKey(force.Tables, TestVault.Client)), _clock).Sweep(force.Tenant, default);

    private static Disclosure Field(string name, string value) => new(name, RandomNumberGenerator.GetBytes(32), value);
}
