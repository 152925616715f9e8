using CrowdControl.AuditLog.Notes;

namespace CrowdControl.Tests.AuditLog.Notes;

public sealed class KeyFileSignerTests : IDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

    [Fact]
    public void The_file_is_its_owners_alone_and_is_never_overwritten()
    {
        using var made = KeyFileSigner.Create(_path, "a.example/log");
        using var opened = KeyFileSigner.Open(_path, "a.example/log");

        Assert.Equal(made.Key.ToString(), opened.Key.ToString());
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_path));
        Assert.Throws<IOException>(() => KeyFileSigner.Create(_path, "a.example/log"));
    }

    [Fact]
    public void A_file_that_others_may_read_is_not_used()
    {
        if (OperatingSystem.IsWindows()) return;
        KeyFileSigner.Create(_path, "a.example/log").Dispose();
        File.SetUnixFileMode(_path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);

        var refused = Assert.Throws<IOException>(() => KeyFileSigner.Open(_path, "a.example/log"));

        Assert.Contains("chmod 600", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_key_and_what_is_no_origin_are_refused()
    {
        KeyFileSigner.Create(_path, "a.example/log").Dispose();
        Assert.Throws<FormatException>(() => KeyFileSigner.Open(_path, "two words"));

        File.WriteAllText(_path, "no key");

        Assert.Throws<FormatException>(() => KeyFileSigner.Open(_path, "a.example/log"));
        Assert.Throws<FileNotFoundException>(() => KeyFileSigner.Open(_path + "x", "a.example/log"));
    }

    public void Dispose() => File.Delete(_path);
}
