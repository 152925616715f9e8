using CrowdControl.Domain.Mentions;

namespace CrowdControl.Domain.Access;

/// <summary>A customer: owns everything that carries its key.</summary>
public sealed record Organisation(TenantId Id, string Name)
{
    public const int MaximumName = 120;

    /// <summary>Key of the organisation that the person named in the settings sets up: the same however often that is tried.</summary>
    public static TenantId FirstOf(string directory, string objectId) => new(FirstName("organisation", directory, objectId));

    /// <summary>Key of something that is made with it, such as its administrator.</summary>
    public static string FirstName(string what, string directory, string objectId) =>
        MentionKey.Digest(["first-set-up", what, directory.ToLowerInvariant(), objectId.ToLowerInvariant()]);
}
