namespace Microsoft.Azure.Functions.Worker.Converters;

/// <summary>Names what makes a parameter's value.</summary>
[AttributeUsage(
    AttributeTargets.Parameter | AttributeTargets.Class | AttributeTargets.Interface | AttributeTargets.Enum | AttributeTargets.Struct,
    AllowMultiple = true)]
public class InputConverterAttribute : Attribute
{
    internal InputConverterAttribute()
    {
    }
}
