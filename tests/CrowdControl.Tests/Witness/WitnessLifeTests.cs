using System.Diagnostics;
using CrowdControl.AuditLog.Notes;
using CrowdControl.LocalRuntime.Servers;

namespace CrowdControl.Tests.Witness;

/// <summary>Witnesses that are ended, started again, and run beside each other.</summary>
public sealed class WitnessLifeTests
{
    private readonly List<MemoryLog> _logs = [.. MemoryLog.Some(3, size: 30)];

    [Fact]
    public async Task Killed_and_started_again_it_knows_what_it_cosigned_and_has_the_same_key()
    {
        await using var app = await WitnessApp.Start(_logs);
        var key = await app.Key();
        await app.Add(await _logs[0].Request(0, 10));

        await app.Kill();
        await app.Start();
        var (older, other) = (await app.Add(await _logs[0].Request(0, 5)), await app.Add(await _logs[0].Fork(20).Request(10, 20)));
        var next = await app.Add(await _logs[0].Request(10, 20));

        Assert.Equal(new Answer(409, "text/x.tlog.size", "10\n"), older);
        Assert.Equal((422, 200), (other.Status, next.Status));
        Assert.Equal(key.ToString(), (await app.Key()).ToString());
    }

    [Fact]
    public async Task One_witness_keeps_several_logs_apart()
    {
        await using var app = await WitnessApp.Start(_logs);

        for (var i = 0; i < 3; i++) Assert.Equal(200, (await app.Add(await _logs[i].Request(0, (ulong)(5 + i)))).Status);
        var answers = new List<Answer>();
        for (var i = 0; i < 3; i++) answers.Add(await app.Add(await _logs[i].Request(1, 20)));

        Assert.Equal(["5\n", "6\n", "7\n"], answers.Select(answer => answer.Body));
    }

    [Fact]
    public async Task While_a_log_s_key_is_changed_either_key_is_enough()
    {
        var (old, next) = (_logs[0], _logs[0].WithKey());
        await using var app = await WitnessApp.Start([old, next]);
        var both = (await old.Note(9)).With((await next.Note(9)).Signatures[0]);

        Assert.Equal(200, (await app.Add(await old.Request(0, 6))).Status);
        Assert.Equal(200, (await app.Add(MemoryLog.Bytes(6, old.Proof(6, 9), both))).Status);
        Assert.Equal(200, (await app.Add(await next.Request(9, 12))).Status);
    }

    [Fact]
    public async Task Many_requests_at_once_to_two_instances_never_roll_it_back()
    {
        await using var one = await WitnessApp.Start(_logs);
        await using var two = await one.Another(_logs);
        var (log, random, key) = (_logs[0], new Random(1), await one.Key());
        var cosigned = new List<(ulong Size, ulong Time)>();
        Assert.Equal(key.ToString(), (await two.Key()).ToString());

        for (ulong known = 0; known < 30;)
        {
            var sizes = Enumerable.Range(0, 6).Select(_ => (ulong)random.Next((int)known, 31)).ToList();
            var requests = await Task.WhenAll(sizes.Select(size => log.Request(known, size)));
            var answers = await Task.WhenAll(requests.Select((request, i) => (i % 2 == 0 ? one : two).Add(request)));

            Assert.All(answers, answer => Assert.True(answer.Status is 200 or 409, answer.ToString()));
            var won = sizes.Zip(answers).Where(asked => asked.Second.Status == 200).ToList();
            // All asked with the same old size: who grew the tree was alone, and the others had asked for the size that it had before.
            Assert.True(won.Select(asked => asked.First).Where(size => size != known).Distinct().Count() <= 1, string.Join(' ', won));
            foreach (var (size, answer) in won)
                cosigned.Add((size, SignedNote.Parse([.. (await log.Note(size)).ToBytes(), .. System.Text.Encoding.UTF8.GetBytes(answer.Body)])
                    .Verify([key])[0].Time!.Value));
            var stored = ulong.Parse((await one.Add(await log.Request(30, 30))) is { Status: 409 } behind ? behind.Body.TrimEnd('\n') : "30", null);
            Assert.Equal(won.Select(asked => asked.First).Append(known).Max(), stored);
            known = stored;
        }

        var bySize = cosigned.OrderBy(one => one.Size).ToList();
        Assert.All(bySize.Zip(bySize.Skip(1)).Where(pair => pair.First.Size < pair.Second.Size), pair => Assert.True(pair.First.Time <= pair.Second.Time));
    }

    [Fact]
    public async Task While_storage_is_away_it_answers_503_and_cosigns_again_afterwards()
    {
        await using var storage = await ProxiedStorage.Before(await AzuriteStorage.ConnectionString());
        await using var app = await WitnessApp.Start(_logs, storage: storage.ConnectionString);
        var request = await _logs[0].Request(0, 10);

        storage.Away = true;
        var away = await app.Add(request);
        storage.Away = false;

        Assert.Equal(503, away.Status);
        Assert.Equal(200, (await app.Add(request)).Status);
    }

    [Fact]
    public async Task Its_key_file_is_its_owners_alone_and_openssl_reads_the_same_key_from_it()
    {
        await using var app = await WitnessApp.Start(_logs);

        var key = await app.Key();

        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(app.KeyFile));
        Assert.Equal((WitnessApp.Name, NoteKeyType.Cosignature), (key.Name, key.Type));
        Assert.Equal(key.Material.ToArray(), OpenSsl("pkey", "-in", app.KeyFile, "-pubout", "-outform", "DER")[^32..]);
    }

    private static byte[] OpenSsl(params string[] arguments)
    {
        using var openssl = Process.Start(new ProcessStartInfo("openssl", arguments) { RedirectStandardOutput = true })!;
        using var output = new MemoryStream();
        openssl.StandardOutput.BaseStream.CopyTo(output);
        openssl.WaitForExit();
        return openssl.ExitCode == 0 ? output.ToArray() : throw new InvalidOperationException($"openssl {string.Join(' ', arguments)} failed.");
    }
}
