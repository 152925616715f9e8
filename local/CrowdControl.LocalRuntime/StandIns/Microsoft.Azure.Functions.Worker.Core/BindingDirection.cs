namespace Microsoft.Azure.Functions.Worker;

/// <summary>Whether a function is given a value or gives it.</summary>
public enum BindingDirection
{
    In = 0,
    Out = 1,
}
