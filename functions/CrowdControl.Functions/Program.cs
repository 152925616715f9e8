using CrowdControl.Functions.Auditing;
using CrowdControl.Functions.Hosting;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Hosting;

var builder = FunctionsApplication.CreateBuilder(args);
builder.ConfigureFunctionsWebApplication();
builder.Services.AddHosting();
builder.Services.AddAuditing();
builder.Build().Run();
