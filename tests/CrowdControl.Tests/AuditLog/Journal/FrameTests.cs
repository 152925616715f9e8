using System.Buffers.Binary;
using System.Security.Cryptography;
using CrowdControl.AuditLog.Journal;
using CrowdControl.AuditLog.Sequencing;
using CrowdControl.AuditLog.Tree;
using CrowdControl.Tests.AuditLog.Sequencing;

namespace CrowdControl.Tests.AuditLog.Journal;

public class FrameTests
{
    private readonly MemoryStore _store = new();
    private readonly HandClock _clock = new();

    [Fact]
    public async Task A_frame_stands_on_storage_as_section_6_draws_it()
    {
        await using var log = TestLog.On(_store, _clock);
        var first = await log.Append([TestLog.Entry("a"), TestLog.Entry("b")], CancellationToken.None);
        var second = await log.Append(TestLog.Entry("c"), CancellationToken.None);

        var bytes = _store.Bytes("log1/seg/000000000000.paj").AsSpan();

        var body = 2 + first[0].Leaf.Length + 2 + first[1].Leaf.Length;
        Assert.Equal("CCAUDJ01"u8, bytes[..8]);
        Assert.Equal([0, 0], [BinaryPrimitives.ReadInt64BigEndian(bytes[8..]), BinaryPrimitives.ReadInt64BigEndian(bytes[16..])]);
        Assert.Equal([2, body], [BinaryPrimitives.ReadInt32BigEndian(bytes[24..]), BinaryPrimitives.ReadInt32BigEndian(bytes[28..])]);
        Assert.Equal(_clock.Now.ToUnixTimeMilliseconds(), BinaryPrimitives.ReadInt64BigEndian(bytes[32..]));
        Assert.Equal(1, BinaryPrimitives.ReadInt64BigEndian(bytes[40..]));
        Assert.Equal(new byte[32], bytes[48..80]);
        Assert.Equal(TreeHash.Empty.Bytes, bytes[80..112]);
        Assert.Equal(TreeHash.Node(TreeHash.Leaf(first[0].Leaf.Span), TreeHash.Leaf(first[1].Leaf.Span)).Bytes, bytes[112..144]);
        Assert.Equal(new byte[16], bytes[144..160]);
        Assert.Equal(first[0].Leaf.Length, BinaryPrimitives.ReadUInt16BigEndian(bytes[160..]));
        Assert.Equal(first[0].Leaf.Span, bytes.Slice(162, first[0].Leaf.Length));
        Assert.Equal(SHA256.HashData(bytes[..(160 + body)]), bytes.Slice(160 + body, 32));
        var next = bytes[(192 + body)..];
        Assert.Equal([1, 2], [BinaryPrimitives.ReadInt64BigEndian(next[8..]), BinaryPrimitives.ReadInt64BigEndian(next[16..])]);
        Assert.Equal(bytes.Slice(160 + body, 32), next[48..80]);
        Assert.Equal(160 + 2 + second.Leaf.Length + 32, next.Length);
    }

    [Fact]
    public async Task No_flipped_bit_of_a_frame_is_read_as_a_frame()
    {
        await using var log = TestLog.On(_store, _clock);
        await log.Append([TestLog.Entry("a"), TestLog.Entry("b")], CancellationToken.None);
        var bytes = _store.Bytes("log1/seg/000000000000.paj");

        for (var bit = 0; bit < 8 * bytes.Length; bit++)
        {
            var changed = bytes.ToArray();
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.False(IsFrame(changed), $"bit {bit}");
        }
        for (var length = 0; length < bytes.Length; length++) Assert.False(IsFrame(bytes[..length]), $"cut at {length}");
        Assert.True(IsFrame(bytes));
    }

    [Fact]
    public async Task Another_sequencer_raises_the_epoch_and_one_that_goes_on_keeps_it()
    {
        await using var one = TestLog.On(_store, _clock);
        await using var two = TestLog.On(_store, _clock);
        foreach (var (log, name) in new[] { (one, "a"), (one, "b"), (two, "c"), (two, "d"), (one, "e") })
            await log.Append(TestLog.Entry(name), CancellationToken.None);

        var (bytes, epochs) = ((ReadOnlyMemory<byte>)_store.Bytes("log1/seg/000000000000.paj"), new List<long>());
        while (Frame.Read(bytes) is { } frame)
        {
            epochs.Add(frame.Header.Epoch);
            bytes = bytes[frame.Bytes.Length..];
        }

        Assert.Equal([1, 1, 2, 2, 3], epochs);
    }

    private static bool IsFrame(byte[] bytes)
    {
        try
        {
            return Frame.Read(bytes) is not null;
        }
        catch (FormatException)
        {
            return false;
        }
    }
}
