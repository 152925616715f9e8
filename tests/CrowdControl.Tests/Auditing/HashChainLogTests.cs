using System.Text;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Specialized;
using CrowdControl.AuditLog;

namespace CrowdControl.Tests.Auditing;

public sealed class HashChainLogTests
{
    [Fact]
    public async Task Entries_stand_in_order_and_each_names_its_predecessor()
    {
        var log = new HashChainLog(await Container(), "org", TimeProvider.System);

        var receipts = new List<LogReceipt>();
        foreach (var word in new[] { "one", "two", "three" }) receipts.Add(await log.Append(Entry(word), default));
        var slice = await log.ReadFrom(LogCursor.Start, 10, default);

        Assert.Equal([0, 1, 2], receipts.Select(receipt => receipt.Index));
        Assert.Equal(["one", "two", "three"], slice.Entries.Select(entry => Encoding.UTF8.GetString(entry.Leaf.Span)));
        Assert.Equal(slice.Entries.Take(2).Select(entry => entry.Hash), slice.Entries.Skip(1).Select(entry => entry.Previous));
    }

    [Fact]
    public async Task The_same_id_twice_is_one_entry()
    {
        var container = await Container();
        var first = await new HashChainLog(container, "org", TimeProvider.System).Append(Entry("act"), default);

        var again = await new HashChainLog(container, "org", TimeProvider.System).Append(Entry("act"), default);

        Assert.Equal(first, again);
        Assert.Equal(1, (await new HashChainLog(container, "org", TimeProvider.System).Verify(default)).Entries);
    }

    [Fact]
    public async Task Two_writers_racing_lose_nothing_and_break_nothing()
    {
        var container = await Container();
        var writers = new[] { new HashChainLog(container, "org", TimeProvider.System), new HashChainLog(container, "org", TimeProvider.System) };

        await Parallel.ForAsync(0, 200, async (number, token) => await writers[number % 2].Append(Entry($"entry-{number}"), token));
        var verified = await writers[0].Verify(default);

        Assert.Equal(new LogVerification(200, true, null, null), verified);
    }

    [Fact]
    public async Task Concurrent_entries_share_appends()
    {
        var container = await Container();
        var log = new HashChainLog(container, "org", TimeProvider.System);
        await log.Append(Entry("first"), default);

        await Task.WhenAll(Enumerable.Range(0, 300).Select(number => log.Append(Entry($"entry-{number}"), default)));

        var blocks = (await container.GetAppendBlobClient(await OnlySegment(container)).GetPropertiesAsync()).Value.BlobCommittedBlockCount;
        Assert.InRange(blocks, 2, 60);
    }

    [Fact]
    public async Task A_lost_answer_is_read_back_and_not_written_twice()
    {
        var fault = new LoseAnswers();
        var log = new HashChainLog(await Container(fault), "org", TimeProvider.System);
        await log.Append(Entry("before"), default);

        fault.Next = 1;
        var receipt = await log.Append(Entry("lost"), default);
        await log.Append(Entry("after"), default);

        Assert.Equal(1, receipt.Index);
        Assert.Equal(new LogVerification(3, true, null, null), await log.Verify(default));
    }

    [Fact]
    public async Task A_new_day_opens_a_new_segment_and_seals_the_old_one()
    {
        var container = await Container();
        var clock = new Clock { Now = TimeProvider.System.GetUtcNow().AddDays(1) };
        await new HashChainLog(container, "org", TimeProvider.System).Append(Entry("yesterday"), default);

        await new HashChainLog(container, "org", clock).Append(Entry("today"), default);

        Assert.Equal(2, await container.GetBlobsAsync().CountAsync());
        Assert.True((await container.GetAppendBlobClient("org/seg/000000000000.log").GetPropertiesAsync()).Value.IsSealed);
        Assert.Equal(new LogVerification(2, true, null, null), await new HashChainLog(container, "org", clock).Verify(default));
    }

    [Fact]
    public async Task Reading_goes_on_from_a_cursor()
    {
        var log = new HashChainLog(await Container(), "org", TimeProvider.System);
        for (var number = 0; number < 5; number++) await log.Append(Entry($"entry-{number}"), default);

        var first = await log.ReadFrom(LogCursor.Start, 3, default);
        var rest = await log.ReadFrom(LogCursor.Parse(first.Next.ToString()), 10, default);

        Assert.Equal([3, 4], rest.Entries.Select(entry => entry.Index));
        Assert.Empty((await log.ReadFrom(rest.Next, 10, default)).Entries);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(4)]
    public async Task Tampering_is_named_with_the_first_bad_index(int victim)
    {
        var container = await Container();
        var log = new HashChainLog(container, "org", TimeProvider.System);
        for (var number = 0; number < 5; number++) await log.Append(Entry($"entry-{number}"), default);

        await Rewrite(container, text => text.Replace($"entry-{victim}\n", $"entri-{victim}\n", StringComparison.Ordinal));
        var verified = await new HashChainLog(container, "org", TimeProvider.System).Verify(default);

        Assert.False(verified.Intact);
        Assert.Equal(victim, verified.FirstBad);
    }

    [Fact]
    public async Task A_removed_entry_is_noticed_and_nothing_is_appended_after_it()
    {
        var container = await Container();
        var log = new HashChainLog(container, "org", TimeProvider.System);
        for (var number = 0; number < 5; number++) await log.Append(Entry($"entry-{number}"), default);

        await Rewrite(container, text => string.Join('\n', text.Split('\n').Where((_, line) => line != 2)));

        Assert.Equal(2, (await new HashChainLog(container, "org", TimeProvider.System).Verify(default)).FirstBad);
        await Assert.ThrowsAsync<LogBroken>(() => new HashChainLog(container, "org", TimeProvider.System).Append(Entry("more"), default));
    }

    [Theory]
    [InlineData("")]
    [InlineData("with space")]
    [InlineData("line\nfeed")]
    public async Task An_id_that_would_break_the_layout_is_refused(string id)
    {
        var log = new HashChainLog(await Container(), "org", TimeProvider.System);

        await Assert.ThrowsAsync<ArgumentException>(() => log.Append(new LogEntry(id, "x"u8.ToArray()), default));
        await Assert.ThrowsAsync<ArgumentException>(() => log.Append(new LogEntry("id", "a\nb"u8.ToArray()), default));
    }

    private static LogEntry Entry(string word) => new($"id-{word}", Encoding.UTF8.GetBytes(word));

    private static async Task<BlobContainerClient> Container(HttpPipelinePolicy? fault = null)
    {
        var options = new BlobClientOptions { Retry = { MaxRetries = 0 } };
        if (fault is not null) options.AddPolicy(fault, HttpPipelinePosition.PerRetry);
        return new BlobContainerClient(await AzuriteStorage.ConnectionString(), AzuriteStorage.FreshName("log"), options);
    }

    private static async Task<string> OnlySegment(BlobContainerClient container) => (await container.GetBlobsAsync().SingleAsync()).Name;

    private static async Task Rewrite(BlobContainerClient container, Func<string, string> change)
    {
        var segment = container.GetAppendBlobClient(await OnlySegment(container));
        var text = (await segment.DownloadContentAsync()).Value.Content.ToString();
        await segment.DeleteAsync();
        await segment.CreateAsync();
        await segment.AppendBlockAsync(new MemoryStream(Encoding.UTF8.GetBytes(change(text))));
    }

    private sealed class Clock : TimeProvider
    {
        public DateTimeOffset Now { get; set; }

        public override DateTimeOffset GetUtcNow() => Now;
    }

    /// <summary>Lets the request through and loses the answer, as a broken connection does.</summary>
    private sealed class LoseAnswers : HttpPipelineSynchronousPolicy
    {
        public int Next { get; set; }

        public override void OnReceivedResponse(HttpMessage message)
        {
            if (Next == 0 || message.Request.Method != RequestMethod.Put) return;
            Next--;
            throw new IOException("The answer was lost.");
        }
    }
}
