namespace CrowdControl.Functions.Hosting;

/// <summary>The request cannot be read; the middleware answers with the status and the field's name. For what can be read but not
/// accepted there are refusals.</summary>
public sealed class BadRequest(string field, string message, int status = 400) : Exception(message)
{
    public string Field { get; } = field;

    public int Status { get; } = status;
}
