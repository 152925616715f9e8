using CrowdControl.Witness.Cosigning;
using CrowdControl.Witness.Hosting;
using CrowdControl.Witness.Keys;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Hosting;

if (args is ["verifier-key"]) return await KeysSetUp.Print();
var builder = FunctionsApplication.CreateBuilder(args);
builder.ConfigureFunctionsWebApplication();
builder.UseMiddleware<FaultMiddleware>();
builder.Services.AddHosting(builder.Configuration);
builder.Services.AddKeys(builder.Configuration);
builder.Services.AddCosigning(builder.Configuration);
builder.Build().Run();
return 0;
