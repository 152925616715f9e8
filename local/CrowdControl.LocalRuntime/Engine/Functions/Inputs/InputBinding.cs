using System.Reflection;
using System.Text.Json;
using CrowdControl.LocalRuntime.Engine.Durable;
using CrowdControl.LocalRuntime.Engine.Functions.Runs;
using CrowdControl.LocalRuntime.Engine.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CrowdControl.LocalRuntime.Engine.Functions.Inputs;

/// <summary>Makes the values of a function's parameters, and fails as the worker does where it cannot.</summary>
internal static class InputBinding
{
    public static async Task<object?[]> Bind(RunContext run)
    {
        var parameters = run.Function.Method.GetParameters();
        var values = new object?[parameters.Length];
        var errors = new List<string>();
        for (var i = 0; i < parameters.Length; i++)
        {
            try
            {
                values[i] = parameters[i].IsDefined(typeof(FromBodyAttribute))
                    ? await BodyReader.Read(run, parameters[i].ParameterType)
                    : Value(run, parameters[i]);
            }
            catch (UnfitInput unfit)
            {
                errors.Add(unfit.Message);
            }
        }

        return errors.Count == 0
            ? values
            : throw new FunctionInputConverterException(
                $"Error converting {errors.Count} input parameters for Function '{run.Function.Name}': {string.Join(Environment.NewLine, errors)}");
    }

    private static object? Value(RunContext run, ParameterInfo parameter)
    {
        var type = parameter.ParameterType;
        if (type == typeof(FunctionContext)) return run;
        if (type == typeof(CancellationToken)) return run.CancellationToken;
        if (type == typeof(DurableTaskClient)) return run.InstanceServices.GetRequiredService<TaskHub>().Client;
        if (parameter == run.Function.TriggerParameter) return Guarded(parameter, () => run.Trigger.As(type), "the trigger's value");
        var text = (string?)run.Trigger.Beside.GetValueOrDefault(parameter.Name!);
        if (text is not null)
            return Guarded(
                parameter, () => TextValue.Of(text, type, run.InstanceServices.GetRequiredService<IOptions<JsonSerializerOptions>>().Value),
                "type 'System.String'");
        if (parameter.HasDefaultValue) return parameter.DefaultValue;
        return !type.IsValueType || Nullable.GetUnderlyingType(type) is not null
            ? null
            : throw new UnfitInput(
                $"Could not populate the value for '{parameter.Name}' parameter. Consider adding a default value or making the parameter nullable.");
    }

    private static object? Guarded(ParameterInfo parameter, Func<object?> convert, string from)
    {
        try
        {
            return convert();
        }
        catch (Exception unfit) when (unfit is JsonException or FormatException or NotSupportedException)
        {
            throw new UnfitInput(
                $"Cannot convert input parameter '{parameter.Name}' to type '{parameter.ParameterType.FullName}' from {from}. Error:{unfit}");
        }
    }

    private sealed class UnfitInput(string message) : Exception(message);
}
