using System.Text;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Specialized;
using CrowdControl.AuditLog;

namespace CrowdControl.Tests.Auditing;

public sealed class ReadBackTests
{
    [Theory]
    [InlineData(0, 100)]
    [InlineData(1, 100)]
    [InlineData(60, 8_000)]
    [InlineData(2_000, 700)]
    public async Task Reading_back_gives_what_reading_forward_gives(int count, int most)
    {
        var container = await Container();
        var clock = new Days();
        var random = new Random(count);
        for (var part = 0; part < 4; part++, clock.Day++)
        {
            var log = new HashChainLog(container, "org", clock);
            await Task.WhenAll(Enumerable.Range(0, count / 4 + (part == 0 ? count % 4 : 0)).Select(number =>
                log.Append(new LogEntry($"{part}-{number}", Encoding.ASCII.GetBytes(new string('x', random.Next(most)))), default)));
        }

        var reader = new HashChainLog(container, "org", clock);
        var forward = (await reader.ReadFrom(LogCursor.Start, 10_000, default)).Entries;
        var back = await reader.ReadBack(null, default).ToListAsync();

        Assert.Equal(count, forward.Count);
        Assert.Equal(forward.Reverse().Select(Shown), back.Select(placed => Shown(placed.Entry)));
    }

    [Fact]
    public async Task Reading_back_goes_on_from_any_place()
    {
        var container = await Container();
        var clock = new Days();
        for (; clock.Day < 3; clock.Day++)
            for (var number = 0; number < 5; number++)
                await new HashChainLog(container, "org", clock).Append(new LogEntry($"{clock.Day}-{number}", "x"u8.ToArray()), default);
        var log = new HashChainLog(container, "org", clock);
        var all = await log.ReadBack(null, default).ToListAsync();

        foreach (var (number, placed) in all.Index())
        {
            var rest = await log.ReadBack(LogPlace.Parse(placed.Before.ToString()), default).ToListAsync();
            Assert.Equal(all.Skip(number + 1).Select(one => one.Entry.Index), rest.Select(one => one.Entry.Index));
        }

        Assert.True(all[^1].Before.IsStart);
    }

    [Theory]
    [InlineData("7-0")]
    [InlineData("0-1")]
    [InlineData("0-99999")]
    public async Task A_place_of_another_log_is_refused(string place)
    {
        var log = new HashChainLog(await Container(), "org", TimeProvider.System);
        await log.Append(new LogEntry("one", "x"u8.ToArray()), default);

        await Assert.ThrowsAsync<FormatException>(async () => await log.ReadBack(LogPlace.Parse(place), default).ToListAsync());
    }

    [Theory]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("a-b")]
    [InlineData("-1-2")]
    [InlineData("1-2-3")]
    public void A_text_that_is_no_place_is_refused(string text) => Assert.Throws<FormatException>(() => LogPlace.Parse(text));

    [Fact]
    public async Task What_was_changed_is_not_given_out_and_what_came_after_it_is()
    {
        var container = await Container();
        var log = new HashChainLog(container, "org", TimeProvider.System);
        for (var number = 0; number < 6; number++) await log.Append(new LogEntry($"entry-{number}", "true"u8.ToArray()), default);
        var segment = container.GetAppendBlobClient("org/seg/000000000000.log");
        var text = (await segment.DownloadContentAsync()).Value.Content.ToString().Split('\n');
        text[2] = text[2].Replace("true", "lies", StringComparison.Ordinal);
        await segment.DeleteAsync();
        await segment.CreateAsync();
        await segment.AppendBlockAsync(new MemoryStream(Encoding.ASCII.GetBytes(string.Join('\n', text))));

        var broken = await Assert.ThrowsAsync<LogBroken>(async () => await log.ReadBack(null, default).ToListAsync());

        Assert.Equal(2, broken.Index);
    }

    [Fact]
    public async Task A_missing_segment_between_two_is_noticed()
    {
        var container = await Container();
        var clock = new Days();
        for (; clock.Day < 3; clock.Day++) await new HashChainLog(container, "org", clock).Append(new LogEntry($"{clock.Day}", "x"u8.ToArray()), default);

        await container.GetBlobClient("org/seg/000000000001.log").DeleteAsync();
        var verified = await new HashChainLog(container, "org", clock).Verify(default);

        Assert.Equal((false, 1), (verified.Intact, verified.FirstBad));
    }

    private static string Shown(StoredEntry entry) => $"{entry.Index} {entry.Id} {entry.Hash} {entry.Previous} {entry.Leaf.Length}";

    private static async Task<BlobContainerClient> Container() => new(
        await AzuriteStorage.ConnectionString(), AzuriteStorage.FreshName("back"), new BlobClientOptions { Retry = { MaxRetries = 0 } });

    /// <summary>Days from tomorrow on: a segment's own day is the storage's.</summary>
    private sealed class Days : TimeProvider
    {
        public int Day { get; set; }

        public override DateTimeOffset GetUtcNow() => System.GetUtcNow().AddDays(1 + Day);
    }
}
