using System.Text;
using CrowdControl.AuditLog.Journal;
using CrowdControl.AuditLog.Sequencing;
using CrowdControl.AuditLog.Tree;
using CrowdControl.Functions.Auditing;
using CrowdControl.Tests.AuditLog.Journal;
using CrowdControl.Tests.AuditLog.Sequencing;

namespace CrowdControl.Tests.Auditing;

/// <summary>A record that somebody changed names the first entry that is wrong.</summary>
public sealed class RecordCheckTests
{
    private const int Entries = 900;
    private const string Bundle = "log1/tile/entries/001";
    private const string Tile = "log1/tile/0/001";
    private readonly MemoryStore _store = new();
    private readonly HandClock _clock = new();

    [Fact]
    public async Task Of_a_changed_bundle_the_entry_that_was_changed()
    {
        await Fill();
        _store.Tamper(LogArea.Tiles, Bundle, bytes => Changed(bytes, Nth(bytes, 44)));

        var check = await Check();

        Assert.Equal(256 + 44, check.FirstBad);
        Assert.NotNull(check.Why);
    }

    [Fact]
    public async Task Of_a_changed_hash_the_entry_that_it_was_of()
    {
        await Fill();
        _store.Tamper(LogArea.Tiles, Tile, bytes => { bytes[17 * Digest.Size] ^= 1; return bytes; });

        Assert.Equal(256 + 17, (await Check()).FirstBad);
    }

    [Fact]
    public async Task Of_an_entry_and_its_hash_changed_together_the_bundle()
    {
        await Fill();
        byte[] leaf = [];
        _store.Tamper(LogArea.Tiles, Bundle, bytes =>
        {
            var at = Nth(bytes, 44);
            Changed(bytes, at);
            leaf = bytes[at..(at + ((bytes[at - 2] << 8) | bytes[at - 1]))];
            return bytes;
        });
        _store.Tamper(LogArea.Tiles, Tile, bytes => { TreeHash.Leaf(leaf).Bytes.CopyTo(bytes.AsSpan(44 * Digest.Size)); return bytes; });

        Assert.Equal(256, (await Check()).FirstBad);
    }

    [Fact]
    public async Task Of_a_changed_frame_the_first_entry_of_it()
    {
        await Fill();
        var segment = _store.Names(LogArea.Journal)[^1];
        _store.Tamper(LogArea.Journal, segment, bytes =>
        {
            bytes[^40] ^= 1;
            return bytes;
        });

        Assert.Equal(Entries - 1, (await Check()).FirstBad);
    }

    [Fact]
    public async Task Of_one_that_nobody_changed_none()
    {
        await Fill();

        Assert.Equal(new RecordCheck(Entries, null, null), await Check());
    }

    /// <summary>A day for each hundred, so that all but the last two hundred are read from bundles; the last entry stands in a frame of its own.</summary>
    private async Task Fill()
    {
        await using var log = TestLog.On(_store, _clock);
        for (var day = 0; day < Entries / 100; day++, _clock.Now += TimeSpan.FromDays(1))
        {
            await log.Append([.. Enumerable.Range(day * 100, 99).Select(number => TestLog.Entry($"e{number}"))], CancellationToken.None);
            await log.Append(TestLog.Entry($"last of {day}"), CancellationToken.None);
            await log.PublishAll(CancellationToken.None);
        }

        _clock.Now -= TimeSpan.FromDays(1);
    }

    private async Task<RecordCheck> Check()
    {
        await using var log = TestLog.On(_store, _clock);
        return await RecordCheck.Of(log, CancellationToken.None);
    }

    /// <summary>Where the entry of that place begins in a bundle.</summary>
    private static int Nth(byte[] bundle, int place)
    {
        var at = 2;
        for (; place > 0; place--) at += 2 + ((bundle[at - 2] << 8) | bundle[at - 1]);
        return at;
    }

    /// <summary>The role becomes another: still an entry in good form.</summary>
    private static byte[] Changed(byte[] bytes, int at)
    {
        var role = at + bytes.AsSpan(at).IndexOf("author"u8);
        Encoding.ASCII.GetBytes("editor").CopyTo(bytes, role);
        return bytes;
    }
}
