using CrowdControl.Functions.Dashboard;

namespace CrowdControl.Tests.Dashboard;

public sealed class PageFilesTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("pages-");

    [Fact]
    public void Every_address_that_is_no_file_is_the_start_page()
    {
        var files = Built();

        Assert.Equal("index.html", Path.GetFileName(files.Find(null)!.Path));
        Assert.Equal("index.html", Path.GetFileName(files.Find("posts/123")!.Path));
        Assert.False(files.Find("posts/123")!.IsNamedByContent);
    }

    [Fact]
    public void A_file_that_is_not_there_is_no_page()
    {
        var files = Built();

        Assert.Null(files.Find("assets/old-1234.js"));
        Assert.Null(files.Find("favicon.ico"));
        Assert.Null(files.Find("../secret.json"));
        Assert.Null(files.Find("assets/../../secret.json"));
    }

    [Fact]
    public void Assets_are_named_by_their_content_and_may_have_a_compressed_twin()
    {
        var script = Built().Find("assets/app-1234.js")!;

        Assert.True(script is { IsNamedByContent: true, HasBrotli: true, ContentType: "text/javascript; charset=utf-8" });
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private PageFiles Built()
    {
        Directory.CreateDirectory(Path.Combine(_folder.FullName, "www", "assets"));
        foreach (var name in new[] { "secret.json", "www/index.html", "www/assets/app-1234.js", "www/assets/app-1234.js.br" })
            File.WriteAllText(Path.Combine(_folder.FullName, name), name);
        return new PageFiles(Path.Combine(_folder.FullName, "www"));
    }
}
