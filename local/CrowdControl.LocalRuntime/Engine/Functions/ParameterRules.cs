using System.Reflection;
using CrowdControl.LocalRuntime.Engine.Http;
using CrowdControl.LocalRuntime.Servers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using FromBodyAttribute = Microsoft.Azure.Functions.Worker.Http.FromBodyAttribute;

namespace CrowdControl.LocalRuntime.Engine.Functions;

/// <summary>Every parameter has to be something that the worker can give, and every answer something that is used.</summary>
internal static class ParameterRules
{
    public static void Check(FunctionEntry function)
    {
        var trigger = function.TriggerParameter.ParameterType;
        switch (function.Trigger)
        {
            case HttpTriggerAttribute:
                Expect(function, trigger == typeof(HttpRequest), "its trigger parameter has to be an HttpRequest");
                Expect(
                    function, function.ResultType is null || IsAnswer(function.ResultType),
                    $"it gives back {function.ResultType}, and callers would get an empty answer: give back IResult or IActionResult");
                break;
            case TimerTriggerAttribute:
                Expect(function, trigger == typeof(TimerInfo), "its trigger parameter has to be a TimerInfo");
                Expect(function, function.ResultType is null, "what it gives back goes nowhere: give back Task");
                break;
            case QueueTriggerAttribute:
                Expect(function, function.ResultType is null, "what it gives back goes nowhere: give back Task");
                break;
            case OrchestrationTriggerAttribute:
                Expect(
                    function, trigger == typeof(TaskOrchestrationContext), "its trigger parameter has to be a TaskOrchestrationContext");
                break;
            case ActivityTriggerAttribute:
                break;
            default:
                throw Refused(function, $"this runtime does not know {function.Trigger.GetType().Name}");
        }

        foreach (var parameter in function.Method.GetParameters())
            Expect(
                function, Given(function, parameter),
                $"nothing gives its parameter '{parameter.Name}' a value: services belong in the constructor of the class");
    }

    private static bool Given(FunctionEntry function, ParameterInfo parameter) =>
        parameter == function.TriggerParameter
        || parameter.ParameterType == typeof(FunctionContext)
        || parameter.ParameterType == typeof(CancellationToken)
        || (parameter.IsDefined(typeof(DurableClientAttribute)) && parameter.ParameterType == typeof(DurableTaskClient))
        || (function.Trigger is HttpTriggerAttribute http
            && (parameter.IsDefined(typeof(FromBodyAttribute)) || RouteText.Names(http, function.Name).Contains(parameter.Name!)));

    private static bool IsAnswer(Type type) => type.IsAssignableTo(typeof(IResult)) || type.IsAssignableTo(typeof(IActionResult));

    private static void Expect(FunctionEntry function, bool met, string otherwise)
    {
        if (!met) throw Refused(function, otherwise);
    }

    private static StartFailed Refused(FunctionEntry function, string why) => new($"Function {function.Name} ({function.EntryPoint}): {why}.");
}
