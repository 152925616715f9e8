using CrowdControl.Functions.Auditing;
using CrowdControl.Functions.Harvesting;
using CrowdControl.Functions.Hosting;
using CrowdControl.Functions.Monitoring;
using CrowdControl.Functions.Triage;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Hosting;

var builder = FunctionsApplication.CreateBuilder(args);
builder.ConfigureFunctionsWebApplication();
builder.Services.AddHosting();
builder.Services.AddAuditing();
builder.Services.AddTriage();
builder.Services.AddMonitoring();
builder.Services.AddHarvesting();
builder.Build().Run();
