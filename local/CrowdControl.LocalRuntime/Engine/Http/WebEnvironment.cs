using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;

namespace CrowdControl.LocalRuntime.Engine.Http;

/// <summary>What ASP.NET Core's own parts ask of the place that they run in.</summary>
internal sealed class WebEnvironment(IHostEnvironment host) : IWebHostEnvironment
{
    public string ApplicationName
    {
        get => host.ApplicationName;
        set => host.ApplicationName = value;
    }

    public string EnvironmentName
    {
        get => host.EnvironmentName;
        set => host.EnvironmentName = value;
    }

    public string ContentRootPath
    {
        get => host.ContentRootPath;
        set => host.ContentRootPath = value;
    }

    public IFileProvider ContentRootFileProvider
    {
        get => host.ContentRootFileProvider;
        set => host.ContentRootFileProvider = value;
    }

    public string WebRootPath { get; set; } = Path.Combine(host.ContentRootPath, "wwwroot");

    public IFileProvider WebRootFileProvider { get; set; } = new NullFileProvider();
}
