using CrowdControl.AuditLog.Journal;
using CrowdControl.AuditLog.Notes;
using CrowdControl.AuditLog.Tree;
using CrowdControl.AuditLog.Witnessing;
using CrowdControl.LocalRuntime.Tests;
using CrowdControl.Tests.Witness;
using Microsoft.AspNetCore.Http;

namespace CrowdControl.Tests.AuditLog.Witnessing;

/// <summary>Whatever one witness does, what it does is told and the others' cosignatures are had.</summary>
public sealed class MisbehavingWitnessTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>How a witness misbehaves, by name.</summary>
    private static readonly Dictionary<string, Func<ScriptedWitness, AddCheckpointRequest, HttpContext, Task>> Misdeeds = new()
    {
        ["fails"] = (_, _, http) => ScriptedWitness.Say(http, 500, ""),
        ["does not know the log"] = (_, _, http) => ScriptedWitness.Say(http, 404, "The log is not witnessed here.\n"),
        ["refuses the signature"] = (_, _, http) => ScriptedWitness.Say(http, 403, "no"),
        ["sends elsewhere"] = (_, _, http) =>
        {
            http.Response.Headers.Location = "http://127.0.0.1:1/add-checkpoint";
            return ScriptedWitness.Say(http, 307, "");
        },
        ["says nothing with 200"] = (_, _, http) => ScriptedWitness.Say(http, 200, ""),
        ["says something else"] = (_, _, http) => ScriptedWitness.Say(http, 200, "<html>Welcome</html>\n"),
        ["signs with another key"] = (witness, request, http) => ScriptedWitness.Say(http, 200,
            Cosignature.Sign(witness.Name, new byte[32], request.Note.Text, Now).ToLine()),
        ["signs with another key under its id"] = (witness, request, http) => ScriptedWitness.Say(http, 200,
            (Cosignature.Sign(witness.Name, new byte[32], request.Note.Text, Now) with { KeyId = witness.Key.Id }).ToLine()),
        ["signs another checkpoint"] = (witness, request, http) => ScriptedWitness.Say(http, 200,
            witness.Sign((request.Checkpoint with { Size = request.Checkpoint.Size + 1 }).Text, Now).ToLine()),
        ["signs a longer text"] = (witness, request, http) => ScriptedWitness.Say(http, 200,
            "more\n\n" + witness.Sign(request.Note.Text + "\nmore\n", Now).ToLine()),
        ["adds a line that does not hold"] = (witness, request, http) => ScriptedWitness.Say(http, 200,
            witness.Sign(request.Note.Text, Now).ToLine() + witness.Sign("other\n", Now).ToLine()),
        ["signs without a time"] = (witness, request, http) => ScriptedWitness.Say(http, 200,
            witness.Sign(request.Note.Text, DateTimeOffset.UnixEpoch).ToLine()),
        ["signs in the future"] = (witness, request, http) => ScriptedWitness.Say(http, 200,
            witness.Sign(request.Note.Text, Now.AddHours(1)).ToLine()),
        ["breaks its line off"] = (witness, request, http) => ScriptedWitness.Say(http, 200,
            witness.Sign(request.Note.Text, Now).ToLine().TrimEnd('\n')),
        ["ends its line as Windows does"] = (witness, request, http) => ScriptedWitness.Say(http, 200,
            witness.Sign(request.Note.Text, Now).ToLine().Replace("\n", "\r\n", StringComparison.Ordinal)),
        ["floods"] = (witness, request, http) => ScriptedWitness.Say(http, 200,
            string.Concat(Enumerable.Repeat(witness.Sign(request.Note.Text, Now).ToLine(), 1_000))),
        ["hangs up"] = (_, _, http) =>
        {
            http.Abort();
            return Task.CompletedTask;
        },
        ["hangs up in the middle"] = async (_, _, http) =>
        {
            http.Response.ContentLength = 100;
            await http.Response.Body.WriteAsync(new byte[50]);
            await http.Response.Body.FlushAsync();
            http.Abort();
        },
        ["names the size that it was asked with"] = (_, request, http) => ScriptedWitness.SaySize(http, $"{request.OldSize}\n"),
        ["names another size each time"] = (_, request, http) => ScriptedWitness.SaySize(http, $"{request.OldSize + 1}\n"),
        ["names a size under another type"] = (_, _, http) => ScriptedWitness.Say(http, 409, "3\n"),
        ["names no size"] = (_, _, http) => ScriptedWitness.SaySize(http, ""),
        ["names a size without a line feed"] = (_, _, http) => ScriptedWitness.SaySize(http, "3"),
        ["names a size with a leading zero"] = (_, _, http) => ScriptedWitness.SaySize(http, "03\n"),
        ["names a size beyond 64 bits"] = (_, _, http) => ScriptedWitness.SaySize(http, "18446744073709551616\n"),
    };

    private readonly PushedClock _clock = new(Now);
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false }) { Timeout = Timeout.InfiniteTimeSpan };
    private readonly MemoryLog _log = new("log", 20);

    public static TheoryData<string> Names => [.. Misdeeds.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task It_is_missing_and_the_honest_one_is_there(string misdeed)
    {
        await using var honest = await ScriptedWitness.Honest(Now);
        await using var other = await ScriptedWitness.Start(Misdeeds[misdeed]);
        var (round, note) = (Round(other, honest), await _log.Note(20));

        var answers = await round.Ask(note, CancellationToken.None);
        var cosigned = await round.Cosign(note, CancellationToken.None);

        var missing = Assert.IsType<WitnessAnswer.Missing>(answers[0]);
        Assert.Equal(other.Key, missing.Witness);
        Assert.NotEmpty(missing.Why);
        Assert.Equal((ulong)Now.ToUnixTimeSeconds(), Assert.IsType<WitnessAnswer.Cosigned>(answers[1]).Time);
        Assert.InRange(other.Asked.Count, 1, 6);
        Assert.Equal([_log.Origin, "honest.example"], cosigned.Signatures.Select(line => line.Name));
        Assert.Equal(2, cosigned.Verify([_log.Key, honest.Key, other.Key]).Count);
    }

    [Theory]
    [InlineData(false), InlineData(true)]
    public async Task One_that_never_answers_is_missing_once_patience_ends(bool begins)
    {
        await using var honest = await ScriptedWitness.Honest(Now);
        var over = new TaskCompletionSource();
        await using var silent = await ScriptedWitness.Start(async (_, _, http) =>
        {
            if (begins) await http.Response.StartAsync();
            await over.Task;
        });

        var asked = Round(silent, honest).Ask(await _log.Note(20), CancellationToken.None);
        while (silent.Asked.IsEmpty || honest.Asked.IsEmpty) await Task.Delay(5);
        await _clock.WaitedForByAtMost(1);
        var waits = !asked.IsCompleted;
        _clock.Push(Patience);
        var answers = await asked;
        over.SetResult();

        Assert.True(waits);
        Assert.Contains("did not answer within 10 s", Assert.IsType<WitnessAnswer.Missing>(answers[0]).Why, StringComparison.Ordinal);
        Assert.IsType<WitnessAnswer.Cosigned>(answers[1]);
    }

    [Fact]
    public async Task One_that_is_not_there_at_all_is_missing()
    {
        var gone = await ScriptedWitness.Honest(Now);
        var round = Round(gone);
        var address = gone.Address;
        await gone.DisposeAsync();

        var answers = await new WitnessRound([address], History(), _http, _clock, Patience).Ask(await _log.Note(20), CancellationToken.None);

        Assert.IsType<WitnessAnswer.Missing>(answers[0]);
    }

    [Fact]
    public async Task One_that_knows_more_entries_than_the_log_has_is_a_rollback_whatever_the_others_say()
    {
        await using var honest = await ScriptedWitness.Honest(Now);
        await using var ahead = await ScriptedWitness.Start((_, _, http) => ScriptedWitness.SaySize(http, "21\n"));

        var stopped = await Assert.ThrowsAsync<LogStopped>(async () => await Round(honest, ahead).Ask(await _log.Note(20), CancellationToken.None));

        Assert.Equal(LogStop.Rollback, stopped.Why);
        Assert.Contains("scripted.example knows 21 entries", stopped.What, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_that_knows_a_newer_checkpoint_of_a_log_that_has_grown_since_is_missing_and_no_rollback()
    {
        await using var ahead = await ScriptedWitness.Start((_, _, http) => ScriptedWitness.SaySize(http, "18\n"));

        var answers = await Round(ahead).Ask(await _log.Note(15), CancellationToken.None);

        Assert.Contains("size 18 already", Assert.IsType<WitnessAnswer.Missing>(answers[0]).Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_that_says_that_the_checkpoint_contradicts_its_own_is_told_apart_with_its_words_cleaned()
    {
        await using var against = await ScriptedWitness.Start((_, _, http) => ScriptedWitness.Say(http, 422, "Two\u001b[31m roots.\nmore" + new string('x', 9_000)));

        var answers = await Round(against).Ask(await _log.Note(20), CancellationToken.None);

        Assert.Equal("Two[31m roots.", Assert.IsType<WitnessAnswer.Contradicted>(answers[0]).Why);
    }

    [Fact]
    public async Task Lines_of_keys_that_nobody_knows_are_passed_over_and_not_given_back()
    {
        await using var many = await ScriptedWitness.Start((witness, request, http) => ScriptedWitness.Say(http, 200,
            Cosignature.Sign("other.example", new byte[32], request.Note.Text, Now).ToLine() + witness.Sign(request.Note.Text, Now).ToLine()));

        var cosigned = await Round(many).Cosign(await _log.Note(20), CancellationToken.None);

        Assert.Equal([_log.Origin, many.Name], cosigned.Signatures.Select(line => line.Name));
    }

    [Fact]
    public async Task A_newer_cosignature_stands_in_the_place_of_an_older_one()
    {
        var second = 0;
        await using var witness = await ScriptedWitness.Start((witness, request, http) =>
            ScriptedWitness.Say(http, 200, witness.Sign(request.Note.Text, Now.AddSeconds(second++)).ToLine()));
        var round = Round(witness);

        var once = await round.Cosign(await _log.Note(20), CancellationToken.None);
        var twice = await round.Cosign(once, CancellationToken.None);

        Assert.Equal((ulong)Now.ToUnixTimeSeconds() + 1, Assert.Single(twice.Verify([witness.Key])).Time);
    }

    [Fact]
    public async Task Whoever_ends_the_asking_is_told_so_and_storage_that_fails_is_no_fault_of_a_witness()
    {
        await using var behind = await ScriptedWitness.Start((_, _, http) => ScriptedWitness.SaySize(http, "3\n"));
        var broken = new LogHistory((_, _, _) => throw new IOException("The disk is gone."), _ => Task.FromResult(20UL));
        var note = await _log.Note(20);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Round(behind).Ask(note, new CancellationToken(canceled: true)));
        var fault = await Assert.ThrowsAsync<IOException>(() =>
            new WitnessRound([behind.Address], broken, _http, _clock, Patience).Ask(note, CancellationToken.None));

        Assert.Equal("The disk is gone.", fault.Message);
    }

    [Theory]
    [InlineData("http://witness.example/"), InlineData("https://user@witness.example/"), InlineData("https://witness.example/?a=b"), InlineData("/relative")]
    public void A_witness_is_not_asked_without_TLS_or_at_an_odd_address(string address)
    {
        Assert.Throws<FormatException>(() => new WitnessAddress(Cosignature.Key("w.example", new byte[32]), new Uri(address, UriKind.RelativeOrAbsolute)));
    }

    [Fact]
    public void A_log_s_key_is_no_witness_s_and_a_prefix_may_end_with_a_slash_or_not()
    {
        var key = Cosignature.Key("w.example", new byte[32]);

        Assert.Throws<FormatException>(() => new WitnessAddress(_log.Key, new Uri("https://w.example/")));
        Assert.Equal("https://w.example/a/add-checkpoint", new WitnessAddress(key, new Uri("https://w.example/a/")).AddCheckpoint.ToString());
        Assert.Equal("https://w.example/a/add-checkpoint", new WitnessAddress(key, new Uri("https://w.example/a")).AddCheckpoint.ToString());
    }

    public void Dispose() => _http.Dispose();

    private WitnessRound Round(params ScriptedWitness[] witnesses) =>
        new(witnesses.Select(witness => witness.Address), History(), _http, _clock, Patience);

    private LogHistory History() => new((from, to, _) => Task.FromResult(_log.Proof(from, to)), _ => Task.FromResult(20UL));
}
