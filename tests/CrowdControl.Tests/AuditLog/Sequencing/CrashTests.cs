using CrowdControl.Tests.AuditLog.Journal;

namespace CrowdControl.Tests.AuditLog.Sequencing;

/// <summary>G3: a fault at every call to storage, and many at random: 10,000 schedules with <c>./test --long</c>.</summary>
[Trait("Goal", "G3")]
public class CrashTests
{
    private static readonly Fault[] OfOneProcess = [Fault.Before, Fault.After, Fault.Late, Fault.CrashBefore, Fault.CrashAfter, Fault.Torn];
    private static readonly Fault[] OfTwoProcesses = [Fault.Before, Fault.After, Fault.Twice, Fault.Late, Fault.CrashBefore, Fault.CrashAfter];

    /// <summary>More with <c>./test --long</c>.</summary>
    private static int Schedules => Environment.GetEnvironmentVariable("CROWDCONTROL_LONG") == "1" ? 10_000 : 400;

    [Fact]
    public async Task Whatever_fails_at_whichever_call_nothing_acknowledged_is_lost_and_nothing_inconsistent_is_signed()
    {
        var plain = new CrashSchedule(1, tears: false, _ => Fault.None);
        await plain.Run(steps: 16);

        foreach (var fault in OfTwoProcesses)
            for (var call = 1; call <= plain.Calls; call += 3)
                await Run(1, tears: false, 16, at => at == call ? fault : Fault.None, $"{fault} at call {call}");
    }

    [Fact]
    public async Task After_many_faults_of_every_kind_nothing_acknowledged_is_lost_and_nothing_inconsistent_is_signed()
    {
        for (var seed = 0; seed < Schedules; seed++)
        {
            var (random, tears) = (new Random(seed), seed % 3 == 0);
            var kinds = tears ? OfOneProcess : OfTwoProcesses;
            var rate = random.NextDouble() * 0.3;
            await Run(seed, tears, 12, _ =>
            {
                lock (random) return random.NextDouble() < rate ? kinds[random.Next(kinds.Length)] : Fault.None;
            }, $"seed {seed}");
        }
    }

    [Fact]
    public async Task An_append_that_arrives_after_the_segment_was_left_is_refused()
    {
        var (store, clock, fault) = (new MemoryStore(), new HandClock(), Fault.None);
        var slow = new FaultyStore(store, () => fault) { LateBy = 1_000 };
        await using var one = TestLog.On(slow, clock);
        await using var two = TestLog.On(store, clock);
        await one.Append(TestLog.Entry("a"), CancellationToken.None);
        fault = Fault.Late;
        await Assert.ThrowsAsync<IOException>(() => one.Append(TestLog.Entry("late"), CancellationToken.None));

        clock.Now += TimeSpan.FromDays(1);
        var acked = await two.Append(TestLog.Entry("b"), CancellationToken.None);
        fault = Fault.None;
        await slow.Arrive(all: true);

        await using var reader = TestLog.On(store, clock);
        Assert.Equal(2, await reader.Size(CancellationToken.None));
        Assert.Equal(acked.Leaf.ToArray(), (await reader.Reading.Find(1, CancellationToken.None))!.Value.Bytes.ToArray());
    }

    private static async Task Run(int seed, bool tears, int steps, Func<int, Fault> faultAt, string which)
    {
        try
        {
            await new CrashSchedule(seed, tears, faultAt).Run(steps);
        }
        catch (Exception broken)
        {
            throw new InvalidOperationException($"Schedule: {which}.", broken);
        }
    }
}
