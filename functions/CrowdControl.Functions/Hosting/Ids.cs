using CrowdControl.Domain;

namespace CrowdControl.Functions.Hosting;

/// <summary>Turns the text of a route or a body into an id, or says why it is none.</summary>
internal static class Ids
{
    /// <exception cref="BadRequest">It is no id.</exception>
    public static string Checked(string? text, string field = "id") => Id.IsValid(text)
        ? text
        : throw new BadRequest(field, $"This is no id: 1 to {Id.MaximumLength} of a-z, A-Z, 0-9, '-', '_' and '.'.");
}
