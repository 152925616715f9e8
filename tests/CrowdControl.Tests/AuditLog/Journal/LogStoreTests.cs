using CrowdControl.AuditLog.Journal;

namespace CrowdControl.Tests.AuditLog.Journal;

/// <summary>What every store promises; each kind of storage runs all of it.</summary>
public abstract class LogStoreTests
{
    private const string Segment = "log1/seg/000000000000.paj";

    protected abstract Task<ILogStore> Store();

    /// <summary>Whether a seal at another position than the end is refused.</summary>
    protected virtual bool HeedsPositionOfSeal => true;

    [Fact]
    public async Task Bytes_are_appended_at_their_position_or_not_at_all()
    {
        var store = await Store();
        Assert.Equal(AppendOutcome.Missing, await store.Append(Segment, 0, "x"u8.ToArray(), CancellationToken.None));
        await store.CreateSegment(Segment, CancellationToken.None);

        Assert.Equal(AppendOutcome.Done, await store.Append(Segment, 0, "abc"u8.ToArray(), CancellationToken.None));
        Assert.Equal(AppendOutcome.Moved, await store.Append(Segment, 0, "xyz"u8.ToArray(), CancellationToken.None));
        Assert.Equal(AppendOutcome.Moved, await store.Append(Segment, 5, "xyz"u8.ToArray(), CancellationToken.None));
        Assert.Equal(AppendOutcome.Done, await store.Append(Segment, 3, "de"u8.ToArray(), CancellationToken.None));
        Assert.Equal("abcde"u8.ToArray(), (await store.ReadSegment(Segment, 0, 100, CancellationToken.None))!.Value.ToArray());
    }

    [Fact]
    public async Task A_segment_that_is_there_is_not_made_anew()
    {
        var store = await Store();
        Assert.True(await store.CreateSegment(Segment, CancellationToken.None));
        await store.Append(Segment, 0, "abc"u8.ToArray(), CancellationToken.None);

        Assert.False(await store.CreateSegment(Segment, CancellationToken.None));
        Assert.Equal(3, (await store.ReadSegment(Segment, 0, 100, CancellationToken.None))!.Value.Length);
    }

    [Fact]
    public async Task Reading_gives_what_there_is_from_the_offset_on()
    {
        var store = await Store();
        Assert.Null(await store.ReadSegment(Segment, 0, 10, CancellationToken.None));
        await store.CreateSegment(Segment, CancellationToken.None);
        Assert.Equal(0, (await store.ReadSegment(Segment, 0, 10, CancellationToken.None))!.Value.Length);
        await store.Append(Segment, 0, "abcdef"u8.ToArray(), CancellationToken.None);

        Assert.Equal("cd"u8.ToArray(), (await store.ReadSegment(Segment, 2, 2, CancellationToken.None))!.Value.ToArray());
        Assert.Equal("ef"u8.ToArray(), (await store.ReadSegment(Segment, 4, 10, CancellationToken.None))!.Value.ToArray());
        Assert.Equal(0, (await store.ReadSegment(Segment, 6, 10, CancellationToken.None))!.Value.Length);
    }

    [Fact]
    public async Task A_sealed_segment_takes_nothing_more()
    {
        var store = await Store();
        await store.CreateSegment(Segment, CancellationToken.None);
        await store.Append(Segment, 0, "abc"u8.ToArray(), CancellationToken.None);

        if (HeedsPositionOfSeal) Assert.Equal(AppendOutcome.Moved, await store.Seal(Segment, 2, CancellationToken.None));
        Assert.Equal(AppendOutcome.Done, await store.Seal(Segment, 3, CancellationToken.None));
        Assert.Equal(AppendOutcome.Done, await store.Seal(Segment, 3, CancellationToken.None));
        Assert.Equal(AppendOutcome.Sealed, await store.Append(Segment, 3, "d"u8.ToArray(), CancellationToken.None));
        Assert.Equal(3, (await store.ReadSegment(Segment, 0, 10, CancellationToken.None))!.Value.Length);
    }

    [Fact]
    public async Task An_object_is_created_once()
    {
        var store = await Store();

        Assert.True(await store.Create(LogArea.Anchors, "log1/ckpt/000000000001", "one"u8.ToArray(), CancellationToken.None));
        Assert.False(await store.Create(LogArea.Anchors, "log1/ckpt/000000000001", "two"u8.ToArray(), CancellationToken.None));
        Assert.Equal("one"u8.ToArray(), (await store.Get(LogArea.Anchors, "log1/ckpt/000000000001", CancellationToken.None))!.Bytes.ToArray());
        Assert.Null(await store.Get(LogArea.Tiles, "log1/ckpt/000000000001", CancellationToken.None));
    }

    [Fact]
    public async Task An_object_is_replaced_by_one_who_has_seen_it()
    {
        var store = await Store();

        Assert.True(await store.Replace("log1/checkpoint", "one"u8.ToArray(), null, CancellationToken.None));
        Assert.False(await store.Replace("log1/checkpoint", "two"u8.ToArray(), null, CancellationToken.None));
        var seen = (await store.Get(LogArea.Live, "log1/checkpoint", CancellationToken.None))!;
        Assert.True(await store.Replace("log1/checkpoint", "two"u8.ToArray(), seen.Tag, CancellationToken.None));
        Assert.False(await store.Replace("log1/checkpoint", "three"u8.ToArray(), seen.Tag, CancellationToken.None));
        Assert.Equal("two"u8.ToArray(), (await store.Get(LogArea.Live, "log1/checkpoint", CancellationToken.None))!.Bytes.ToArray());
    }

    [Fact]
    public async Task Names_are_listed_in_order()
    {
        var store = await Store();
        foreach (var size in new[] { 300, 7, 20 })
            await store.Create(LogArea.Anchors, $"log1/ckpt/{size:D12}", "x"u8.ToArray(), CancellationToken.None);
        await store.Create(LogArea.Anchors, "log1/cosig/1", "x"u8.ToArray(), CancellationToken.None);

        var names = new List<string>();
        await foreach (var name in store.List(LogArea.Anchors, "log1/ckpt/", CancellationToken.None)) names.Add(name);

        Assert.Equal(["log1/ckpt/000000000007", "log1/ckpt/000000000020", "log1/ckpt/000000000300"], names);
    }
}
