using System.Collections.Immutable;
using System.Security.Cryptography;
using CrowdControl.AuditLog.Journal;
using CrowdControl.AuditLog.Notes;
using CrowdControl.AuditLog.Tree;
using CrowdControl.AuditLog.Verifying;
using CrowdControl.AuditLog.Witnessing;
using CrowdControl.Functions.Auditing;
using CrowdControl.Functions.Auditing.Anchors;
using CrowdControl.LocalRuntime.Tests;
using CrowdControl.Tests.AuditLog.Witnessing;
using Microsoft.AspNetCore.Http;

namespace CrowdControl.Tests.Auditing.Anchors;

public sealed class CosigningDeskTests
{
    private readonly PushedClock _clock = new();

    [Fact]
    public async Task A_cosignature_lies_beside_the_checkpoint_is_on_the_record_and_makes_it_fresh()
    {
        await using var witness = await Honest();
        await using var record = await WitnessedRecord.Of(_clock, witness);

        await record.Tick();
        var line = await record.Stored("log1/cosig/000000000001/honest.example");
        await record.Tick();

        var entry = Assert.Single(await RecordReading.All(record.Logs, record.Force.Secrets, record.Force.Tenant), entry => entry.Act == "anchor.recorded");
        Assert.Equal(("cosig", Convert.ToHexStringLower(SHA256.HashData(line!))), (entry.Subject.Kind, entry.Subject.Id));
        var view = await View(record);
        Assert.Equal((true, "honest.example", 3L, false), (view.Fresh, view.Authority, view.Size, view.Independent));
        Assert.Equal((OutsideKind.Witness, true, null), (Assert.Single(view.Parties).Kind, view.Parties[0].OnThisMachine, view.Parties[0].Trouble));
    }

    [Fact]
    public async Task An_export_is_valid_for_a_stranger_with_the_policy_that_the_product_serves_and_its_times_are_bracketed()
    {
        await using var witness = await Honest();
        await using var other = await Honest("second.example");
        await using var record = await WitnessedRecord.Of(_clock, witness, other);
        for (var i = 0; i < 3; i++) await record.Tick();

        var report = await record.Verified();

        Assert.Empty(report.Findings);
        Assert.Contains(report.Brackets, bracket => bracket is { After.Kind: AnchorSort.Cosignature, Before.Kind: AnchorSort.Cosignature });
    }

    [Fact]
    public async Task Where_no_witness_cosigned_an_export_is_incomplete_and_the_page_red_with_the_reason_and_recording_goes_on()
    {
        await using var witness = await ScriptedWitness.Start((_, _, http) => ScriptedWitness.Say(http, 503, "Out to lunch.\n"));
        await using var record = await WitnessedRecord.Of(_clock, witness);

        await record.Tick();
        await record.Tick();

        Assert.Equal(Gravity.Lacking, (await record.Verified()).Gravest);
        var view = await View(record);
        Assert.Equal((false, true, null), (view.Fresh, view.Configured, view.At));
        Assert.Contains("Out to lunch.", Assert.Single(view.Parties).Trouble, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_that_answers_again_is_no_trouble_any_more_and_an_hour_of_silence_is_red()
    {
        var silent = true;
        await using var witness = await ScriptedWitness.Start((its, request, http) =>
            silent ? ScriptedWitness.Say(http, 503, "") : Sign(its, request, http));
        await using var record = await WitnessedRecord.Of(_clock, witness);
        await record.Tick();

        silent = false;
        await record.Tick();
        Assert.Equal((true, null), ((await View(record)).Fresh, (await View(record)).Parties[0].Trouble));

        record.Clock.Push(TimeSpan.FromMinutes(61));
        Assert.False((await View(record)).Fresh);
    }

    [Fact]
    public async Task A_witness_that_knows_more_than_the_record_stops_it_and_once_that_is_cleared_it_goes_on_without_a_restart()
    {
        var ahead = true;
        await using var witness = await ScriptedWitness.Start((its, request, http) =>
            ahead ? ScriptedWitness.SaySize(http, "1000\n") : Sign(its, request, http));
        await using var record = await WitnessedRecord.Of(_clock, witness);

        Assert.Equal(LogStop.Rollback, (await Assert.ThrowsAsync<LogStopped>(record.Tick)).Why);
        Assert.Equal(LogStop.Rollback, (await Assert.ThrowsAsync<LogStopped>(record.Tick)).Why);
        ahead = false;
        await record.Tick();

        Assert.True((await View(record)).Fresh);
        Assert.Empty((await record.Verified()).Findings);
    }

    [Fact]
    public async Task An_instance_that_the_timer_never_comes_to_goes_on_by_itself_too()
    {
        var ahead = true;
        await using var witness = await ScriptedWitness.Start((its, request, http) =>
            ahead ? ScriptedWitness.SaySize(http, "1000\n") : Sign(its, request, http));
        await using var record = await WitnessedRecord.Of(_clock, witness);
        await Assert.ThrowsAsync<LogStopped>(record.Tick);
        await Assert.ThrowsAsync<LogStopped>(() => record.Trail.Record(Act(record), CancellationToken.None));

        ahead = false;
        _clock.Push(TimeSpan.FromMinutes(11));
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        for (var recorded = false; !recorded; await Task.Delay(5, patience.Token))
            recorded = await Recorded();

        Assert.Equal(2, await (await record.Logs.Of(record.Force.Tenant, CancellationToken.None)).Size(CancellationToken.None));

        async Task<bool> Recorded()
        {
            try
            {
                await record.Trail.Record(Act(record), CancellationToken.None);
                return true;
            }
            catch (LogStopped)
            {
                return false;
            }
        }
    }

    [Fact]
    public async Task A_witness_that_holds_another_history_signed_by_our_key_stops_the_record_and_both_are_kept()
    {
        await using var witness = await ScriptedWitness.Start((_, _, http) => ScriptedWitness.Say(http, 422, "Another root.\n"));
        await using var record = await WitnessedRecord.Of(_clock, witness);
        var origin = record.Logs.OriginOf(record.Force.Tenant);
        await record.Trail.Record(Act(record), CancellationToken.None);
        using var key = KeyFileSigner.Open(TestVault.Audit.SigningKey, origin);
        witness.Latest = (await CheckpointSigning.Sign(new Checkpoint(origin, 1, TreeHash.Leaf("another"u8)), [key], CancellationToken.None)).ToBytes();

        var stopped = await Assert.ThrowsAsync<LogStopped>(record.Tick);

        Assert.Equal(LogStop.Fork, stopped.Why);
        Assert.Equal(witness.Latest, await record.Stored("log1/fork/000000000001/scripted.example"));
        Assert.NotNull(await record.Stored("log1/ckpt/000000000002"));
        Assert.Equal(LogStop.Fork, (await Assert.ThrowsAsync<LogStopped>(() => record.Trail.Record(Act(record), CancellationToken.None))).Why);
    }

    [Fact]
    public async Task A_witness_that_says_so_and_shows_no_proof_stops_nothing_and_is_shown()
    {
        await using var witness = await ScriptedWitness.Start((_, _, http) => ScriptedWitness.Say(http, 422, "Another root.\n"));
        await using var record = await WitnessedRecord.Of(_clock, witness);
        witness.Latest = "no note"u8.ToArray();

        await record.Tick();
        await record.Tick();

        Assert.Contains("contradicts", Assert.Single((await View(record)).Parties).Trouble, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_process_that_never_opened_the_log_publishes_it_by_the_clock()
    {
        await using var witness = await Honest();
        await using var record = await WitnessedRecord.Of(_clock, witness);
        await record.Force.Trail.Record(Act(record), CancellationToken.None);

        await record.Timer.Publish(Assert.Single(await record.Logs.Tenants(CancellationToken.None), tenant => tenant == record.Force.Tenant), CancellationToken.None);

        Assert.Equal(2, (await View(record)).Size);
    }

    private Task<ScriptedWitness> Honest(string name = "honest.example") => ScriptedWitness.Start(Sign, name);

    private Task Sign(ScriptedWitness witness, AddCheckpointRequest request, HttpContext http) =>
        ScriptedWitness.Say(http, 200, witness.Sign(request.Note.Text, _clock.GetUtcNow()).ToLine());

    private AuditEvent Act(WitnessedRecord record) => new(
        record.Force.Tenant, "one", _clock.GetUtcNow(), Actor.Job("test"), "record.viewed", new AuditSubject("record", "x"), null,
        AuditOutcome.Done, ImmutableSortedDictionary<string, string>.Empty);

    private static async Task<AnchorView> View(WitnessedRecord record) =>
        await record.Anchors.Newest(await record.Force.Call("elin"), CancellationToken.None);
}
