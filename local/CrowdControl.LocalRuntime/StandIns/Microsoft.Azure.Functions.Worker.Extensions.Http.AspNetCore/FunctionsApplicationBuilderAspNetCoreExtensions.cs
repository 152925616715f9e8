using System.Diagnostics;
using CrowdControl.LocalRuntime.Engine.Http;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.Azure.Functions.Worker.Builder;

/// <summary>Lets HTTP functions speak in the terms of ASP.NET Core.</summary>
public static class FunctionsApplicationBuilderAspNetCoreExtensions
{
    public static FunctionsApplicationBuilder ConfigureFunctionsWebApplication(this FunctionsApplicationBuilder builder)
    {
        builder.Use(AspNetCoreStep.Around);
        builder.Services.AddControllers();
        builder.Services.AddSingleton<IWebHostEnvironment>(new WebEnvironment(builder.Environment));
        builder.Services.AddSingleton(new DiagnosticListener("Microsoft.AspNetCore"));
        return builder;
    }
}
