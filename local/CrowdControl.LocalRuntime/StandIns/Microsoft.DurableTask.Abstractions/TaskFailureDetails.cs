using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace Microsoft.DurableTask;

/// <summary>What went wrong in a task, in a form that can be stored.</summary>
public record TaskFailureDetails(
    string ErrorType,
    string ErrorMessage,
    string? StackTrace,
    TaskFailureDetails? InnerFailure,
    IDictionary<string, object?>? Properties)
{
    public override string ToString() => $"{ErrorType}: {ErrorMessage}";

    public bool IsCausedBy<T>()
        where T : Exception => IsCausedBy(typeof(T));

    public bool IsCausedBy(Type targetBaseExceptionType)
    {
        ArgumentNullException.ThrowIfNull(targetBaseExceptionType);
        if (!typeof(Exception).IsAssignableFrom(targetBaseExceptionType))
            throw new ArgumentException(
                $"The type {targetBaseExceptionType} is not an exception type.", nameof(targetBaseExceptionType));
        return !string.IsNullOrEmpty(ErrorType)
            && Thrown(targetBaseExceptionType) is { } thrown
            && targetBaseExceptionType.IsAssignableFrom(thrown);
    }

    public static TaskFailureDetails FromException(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        return From(exception);
    }

    [return: NotNullIfNotNull(nameof(exception))]
    private static TaskFailureDetails? From(Exception? exception) => exception is null
        ? null
        : new(exception.GetType().ToString(), exception.Message, exception.StackTrace, From(exception.InnerException), null);

    private Type? Thrown(Type target)
    {
        if ((Type.GetType(ErrorType, throwOnError: false) ?? target.Assembly.GetType(ErrorType, throwOnError: false)) is { } near)
            return near;
        var found = AppDomain.CurrentDomain.GetAssemblies()
            .Select(assembly => assembly.GetType(ErrorType, throwOnError: false)).OfType<Type>().ToList();
        return found.Count > 1
            ? throw new AmbiguousMatchException($"Multiple exception types with the name '{ErrorType}' were found.")
            : found.SingleOrDefault();
    }
}
