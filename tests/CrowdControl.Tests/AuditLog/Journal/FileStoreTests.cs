using CrowdControl.AuditLog.Journal;
using CrowdControl.Tests.AuditLog.Sequencing;

namespace CrowdControl.Tests.AuditLog.Journal;

public sealed class FileStoreTests : LogStoreTests, IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("journal").FullName;
    private FileStore? _store;

    protected override Task<ILogStore> Store() => Task.FromResult<ILogStore>(_store = new FileStore(_directory));

    [Fact]
    public async Task A_directory_has_one_user_at_a_time()
    {
        await Store();

        Assert.Throws<IOException>(() => new FileStore(_directory));
    }

    [Fact]
    public async Task What_a_broken_append_left_at_the_end_is_dropped_and_nothing_else()
    {
        await using (var log = TestLog.On(await Store())) await log.Append([TestLog.Entry("a"), TestLog.Entry("b")], CancellationToken.None);
        _store!.Dispose();
        var path = Path.Combine(_directory, "journal/log1/seg/000000000000.paj");
        var whole = await File.ReadAllBytesAsync(path);
        await File.WriteAllBytesAsync(path, [.. whole, .. whole[..100]]);

        await using (var log = TestLog.On(await Store())) Assert.Equal(2, await log.Size(CancellationToken.None));
        _store!.Dispose();
        Assert.Equal(whole, await File.ReadAllBytesAsync(path));
    }

    [Fact]
    public async Task Damage_before_a_whole_frame_is_no_broken_append()
    {
        await using (var log = TestLog.On(await Store()))
            foreach (var name in new[] { "a", "b", "c" }) await log.Append(TestLog.Entry(name), CancellationToken.None);
        _store!.Dispose();
        var path = Path.Combine(_directory, "journal/log1/seg/000000000000.paj");
        var bytes = await File.ReadAllBytesAsync(path);
        bytes[bytes.Length / 2] ^= 1;
        await File.WriteAllBytesAsync(path, bytes);

        await using var again = TestLog.On(await Store());
        var stopped = await Assert.ThrowsAsync<LogStopped>(() => again.Size(CancellationToken.None));

        Assert.Equal(LogStop.Corrupt, stopped.Why);
        Assert.Equal(bytes, await File.ReadAllBytesAsync(path));
    }

    public void Dispose()
    {
        _store?.Dispose();
        Directory.Delete(_directory, recursive: true);
    }
}
