#pragma warning disable CA1000, CA1040, CA1052, CA1711, CA1018, CS0067
namespace CrowdControl.LocalRuntime.Tests.Surface;

/// <summary>Shapes whose lines are known, so that a printer that sees nothing cannot pass.</summary>
public sealed class Sample<T> : IDisposable
    where T : class, IDisposable, new()
{
    public const DayOfWeek Day = DayOfWeek.Friday;

    public Sample(int? number = null, string text = "a\"b") => _ = (number, text);

    public required T[][,] Kept { get; init; }

    public static bool Try<TOther>(ref readonly DayOfWeek day, out TOther found, params string[] rest)
        where TOther : struct
    {
        found = default;
        return rest.Length > (int)day;
    }

    public void Dispose()
    {
        // Nothing is held.
    }
}

public abstract class Open
{
    public event EventHandler? Changed;

    public virtual string Text { get; protected set; } = "";

    public abstract object this[int at] { get; }
}

public sealed class Derived : Open
{
    public override object this[int at] => at;
}

public static class Extending
{
    public static string Twice(this string text, CancellationToken token = default) => token.IsCancellationRequested ? "" : text + text;
}

[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true)]
public sealed class MarkAttribute : Attribute;
