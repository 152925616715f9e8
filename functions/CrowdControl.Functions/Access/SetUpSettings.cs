using CrowdControl.Domain;
using CrowdControl.Domain.Access;
using CrowdControl.Functions.Hosting;
using Microsoft.Extensions.Configuration;

namespace CrowdControl.Functions.Access;

/// <summary>Whom a service without any organisation lets in: the first administrator, by who the directory says they are.</summary>
internal sealed record SetUpSettings(string Organisation, string Directory, string ObjectId)
{
    private const string Example = "8c1b...-directory-id/41fe...-object-id";

    /// <exception cref="InvalidOperationException">A setting is missing or makes no sense; the message names it.</exception>
    public static SetUpSettings Read(IConfiguration configuration)
    {
        var organisation = configuration.Required("SetUp__Organisation", "Wexmoor Police");
        if (organisation.Length > Domain.Access.Organisation.MaximumName)
            throw new InvalidOperationException(
                $"The setting SetUp__Organisation is longer than {Domain.Access.Organisation.MaximumName} characters. Example: Wexmoor Police");
        return configuration.Required("SetUp__Administrator", Example).Split('/') is [var directory, var objectId] && Id.IsValid(directory) && Id.IsValid(objectId)
            ? new SetUpSettings(organisation, directory, objectId)
            : throw new InvalidOperationException(
                $"The setting SetUp__Administrator is not a directory id and an object id with a stroke between them. Example: {Example}");
    }

    public bool Names(string directory, string objectId) =>
        string.Equals(directory, Directory, StringComparison.OrdinalIgnoreCase) && string.Equals(objectId, ObjectId, StringComparison.OrdinalIgnoreCase);
}
