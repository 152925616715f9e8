using System.Reflection;
using CrowdControl.LocalRuntime.Servers;

namespace CrowdControl.LocalRuntime.Tests.Surface;

/// <summary>Code that compiles here has to compile against the real packages: stand-ins declare nothing that those lack.</summary>
public sealed class SurfaceTests
{
    private static readonly Assembly StandIns = typeof(StartFailed).Assembly;

    [Fact]
    public void Stand_ins_declare_only_what_the_lists_of_the_real_packages_have()
    {
        var real = Directory.GetFiles(Lists(), "*.txt").SelectMany(File.ReadLines)
            .Where(line => !line.StartsWith('#')).ToHashSet(StringComparer.Ordinal);

        var declared = StandIns.GetExportedTypes().SelectMany(SurfaceLines.Of).ToList();
        var invented = declared.Where(line => !real.Contains(line)).ToList();

        Assert.True(declared.Count > 500, $"Only {declared.Count} lines were found, so something was not looked at.");
        Assert.True(invented.Count == 0, "The real packages have no such thing:\n" + string.Join('\n', invented));
    }

    [Fact]
    public void The_local_runtime_shows_the_app_nothing_of_itself()
    {
        var own = StandIns.GetExportedTypes().Where(type => type.Namespace?.StartsWith("CrowdControl", StringComparison.Ordinal) ?? true);

        Assert.Empty(own);
    }

    [Theory]
    [InlineData(typeof(Sample<>), "type public sealed class CrowdControl.LocalRuntime.Tests.Surface.Sample<T> where T : class, System.IDisposable, new()")]
    [InlineData(typeof(Sample<>), "implements CrowdControl.LocalRuntime.Tests.Surface.Sample<T> : System.IDisposable")]
    [InlineData(typeof(Sample<>), "member CrowdControl.LocalRuntime.Tests.Surface.Sample<T>..ctor(int? number = null, string text = \"a\\\"b\")")]
    [InlineData(typeof(Sample<>), "member required CrowdControl.LocalRuntime.Tests.Surface.Sample<T>.Kept { get; init; } : T[][,]")]
    [InlineData(typeof(Sample<>), "member static CrowdControl.LocalRuntime.Tests.Surface.Sample<T>.Try<TOther>(ref readonly System.DayOfWeek day, out TOther found, params string[] rest) : bool where TOther : struct")]
    [InlineData(typeof(Sample<>), "member const CrowdControl.LocalRuntime.Tests.Surface.Sample<T>.Day : System.DayOfWeek = System.DayOfWeek.Friday")]
    [InlineData(typeof(Open), "member protected CrowdControl.LocalRuntime.Tests.Surface.Open..ctor()")]
    [InlineData(typeof(Open), "virtual CrowdControl.LocalRuntime.Tests.Surface.Open.Text { get; protected set; } : string")]
    [InlineData(typeof(Open), "member abstract CrowdControl.LocalRuntime.Tests.Surface.Open.this[int at] { get; } : object")]
    [InlineData(typeof(Open), "member event CrowdControl.LocalRuntime.Tests.Surface.Open.Changed : System.EventHandler")]
    [InlineData(typeof(Derived), "base CrowdControl.LocalRuntime.Tests.Surface.Derived : CrowdControl.LocalRuntime.Tests.Surface.Open")]
    [InlineData(typeof(Extending), "member static CrowdControl.LocalRuntime.Tests.Surface.Extending.Twice(this string text, System.Threading.CancellationToken token = default) : string")]
    [InlineData(typeof(MarkAttribute), "usage CrowdControl.LocalRuntime.Tests.Surface.MarkAttribute : Class, Method; AllowMultiple=true; Inherited=true")]
    public void A_line_is_written_as_the_lists_write_it(Type type, string line)
    {
        Assert.Contains(line, SurfaceLines.Of(type));
    }

    private static string Lists() => Path.Combine(Repository.Root, "local", "CrowdControl.LocalRuntime", "ApiSurface");
}
