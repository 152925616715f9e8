using Azure.Core;
using Azure.Data.Tables;
using CrowdControl.AuditLog.Witnessing;
using CrowdControl.LocalRuntime.Tests;
using CrowdControl.Witness.Cosigning;
using CrowdControl.Witness.Keys;
using Microsoft.Extensions.Logging.Abstractions;

namespace CrowdControl.Tests.Witness;

/// <summary>Requests that reach the witness at the same time, in every order in which storage can come to see them.</summary>
public sealed class RaceTests : IDisposable
{
    private readonly string _keyFile = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
    private readonly PushedClock _clock = new();
    private readonly Turns _turns = new();

    private static int Races => Environment.GetEnvironmentVariable("CROWDCONTROL_LONG") == "1" ? 2_000 : 60;

    [Fact]
    public async Task Of_two_requests_in_every_interleaving_the_greater_stays_and_the_witness_is_never_rolled_back()
    {
        foreach (var (a, b) in new (ulong, ulong)[] { (8, 12), (12, 8), (8, 8), (5, 12), (5, 5) })
            foreach (var order in Orders())
            {
                var log = new MemoryLog("race", 20);
                var answers = await Race(log, known: 5, [await log.Request(5, a), await log.Request(5, b)], order);
                Assert.Contains(answers, answer => answer is CosigningAnswer.Cosigned);
            }
    }

    [Fact]
    public async Task Of_two_histories_that_come_first_at_the_same_time_one_alone_is_ever_cosigned()
    {
        foreach (var order in Orders())
        {
            var log = new MemoryLog("race", 20);
            var fork = log.Fork(20);
            var answers = await Race(log, known: 0, [await log.Request(0, 7), await fork.Request(0, 7)], order);

            Assert.Single(answers.OfType<CosigningAnswer.Cosigned>());
        }
    }

    [Fact]
    public async Task Of_many_requests_in_random_interleavings_none_rolls_the_witness_back()
    {
        for (var seed = 0; seed < Races; seed++)
        {
            var (random, log) = (new Random(seed), new MemoryLog("race", 20));
            var fork = log.Fork(20);
            var known = (ulong)random.Next(0, 10);
            var requests = new List<byte[]>();
            for (var i = 0; i < 4; i++)
            {
                var old = known + (ulong)random.Next(0, 3);
                requests.Add(await (random.Next(4) == 0 ? fork : log).Request(old, old + (ulong)random.Next(0, 8)));
            }

            await Race(log, known, requests, waiting => random.Next(waiting), () => _clock.Push(TimeSpan.FromSeconds(random.Next(0, 2))));
        }
    }

    public void Dispose() => File.Delete(_keyFile);

    /// <summary>Every way to choose among two racers of a few requests each: a look, a write, and for who lost a second look. Each comes once:
    /// the next order differs from the one before where, of all places at which there was a choice, the last can still go the other way.</summary>
    private static IEnumerable<Func<int, int>> Orders()
    {
        var choices = new List<int>();
        do
        {
            var at = 0;
            yield return waiting =>
            {
                if (waiting == 1) return 0;
                if (at == choices.Count) choices.Add(0);
                return choices[at++];
            };
            while (choices is [.., 1]) choices.RemoveAt(choices.Count - 1);
            if (choices.Count > 0) choices[^1] = 1;
        }
        while (choices.Count > 0);
    }

    private async Task<CosigningAnswer[]> Race(
        MemoryLog log, ulong known, IReadOnlyList<byte[]> requests, Func<int, int> choose, Action? meanwhile = null)
    {
        var options = new TableClientOptions();
        options.AddPolicy(_turns, HttpPipelinePosition.PerCall);
        var tables = new TableServiceClient(await AzuriteStorage.ConnectionString(), options);
        // Each is an instance of its own: they share nothing but the table.
        var instances = requests.Select(_ => On(tables, log)).ToList();
        var (heads, hash) = (new HeadTable(tables), HeadTable.HashOf(log.Origin));
        if (known > 0) Assert.IsType<CosigningAnswer.Cosigned>(await instances[0].Answer(await log.Request(0, known), default));
        foreach (var instance in instances) await instance.Latest(hash, default);

        var seen = new List<Head?> { (await heads.Find(hash, default))?.Head };
        Func<Task<CosigningAnswer>>[] racers = [.. requests.Select((request, i) => (Func<Task<CosigningAnswer>>)(() => instances[i].Answer(request, default)))];
        var answers = await _turns.Run(racers, choose, async () =>
        {
            meanwhile?.Invoke();
            if ((await heads.Find(hash, default))?.Head is { } now && !(seen[^1] is { } last && Line(now).SequenceEqual(Line(last)))) seen.Add(now);
        });

        // What stood in the table one after the other: never smaller, never earlier, each of them the true continuation of the one before.
        foreach (var (before, after) in seen.Zip(seen.Skip(1)))
        {
            Assert.True((before?.Size ?? 0) <= after!.Size, $"{before?.Size} was followed by {after.Size}");
            Assert.True(before is null || before.At <= after.At);
            if (before?.Size == after.Size) Assert.Equal(before.Root, after.Root);
        }

        // Every cosignature that was given away stood in the table.
        foreach (var (request, answer) in requests.Zip(answers))
            if (answer is CosigningAnswer.Cosigned cosigned)
                Assert.Contains(seen, head => head?.Note.Text == AddCheckpointRequest.Parse(request).Note.Text
                    && Line(head).SequenceEqual(cosigned.Line.Bytes.Span));
        return answers;
    }

    /// <summary>The witness's own signature, which holds its time.</summary>
    private static ReadOnlySpan<byte> Line(Head head) => head.Note.Signatures[^1].Bytes.Span;

    private Cosigner On(TableServiceClient tables, MemoryLog log) => new(
        new TrustedLogs([log.Key.ToString()]), new HeadTable(tables), new WitnessKey(new KeySettings("w.example", _keyFile, null), null!), _clock,
        NullLogger<Cosigner>.Instance);
}
