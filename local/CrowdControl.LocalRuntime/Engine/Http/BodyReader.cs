using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace CrowdControl.LocalRuntime.Engine.Http;

/// <summary>[FromBody]: MVC's own body binder, with MVC's JsonOptions, as in the worker's ASP.NET Core integration.</summary>
internal static class BodyReader
{
    /// <exception cref="InvalidOperationException">The body does not bind, or there is none; the message holds what MVC says of it.</exception>
    public static async Task<object?> Read(FunctionContext context, Type type)
    {
        var request = context.GetHttpContext()
            ?? throw new InvalidOperationException("[FromBody] needs a request: call ConfigureFunctionsWebApplication.");
        var services = request.RequestServices;
        var metadata = services.GetRequiredService<IModelMetadataProvider>().GetMetadataForType(type);
        var name = metadata.BinderModelName ?? "";
        var info = new BindingInfo { BinderModelName = name, BindingSource = BindingSource.Body, BinderType = metadata.BinderType };
        var binder = services.GetRequiredService<IModelBinderFactory>()
            .CreateBinder(new ModelBinderFactoryContext { Metadata = metadata, BindingInfo = info });
        var binding = new DefaultModelBindingContext
        {
            ModelMetadata = metadata,
            ModelName = name,
            BindingSource = BindingSource.Body,
            ModelState = new ModelStateDictionary(),
            ActionContext = new ActionContext { HttpContext = request },
        };
        await binder.BindModelAsync(binding);
        if (binding.Result.IsModelSet) return binding.Result.Model;
        if (binding.ModelState.IsValid) return null;
        var errors = binding.ModelState.Values.SelectMany(entry => entry.Errors)
            .Select(error => string.IsNullOrEmpty(error.ErrorMessage) ? error.Exception?.Message : error.ErrorMessage);
        throw new InvalidOperationException(string.Concat(errors.Select(error => error + Environment.NewLine)));
    }
}
