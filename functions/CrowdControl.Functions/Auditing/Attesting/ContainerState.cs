using System.Text.Json;

namespace CrowdControl.Functions.Auditing.Attesting;

/// <summary>How storage protects a container, as Azure says.</summary>
/// <param name="Days">How long what is in it stays as it is; null where there is no policy.</param>
/// <param name="Locked">The policy cannot be shortened or taken away any more.</param>
/// <param name="ProtectedAppends">Append blobs may still grow.</param>
/// <param name="VersionLevel">Each blob may have a policy and a hold of its own.</param>
/// <param name="Holds">Tags of legal holds on the whole container.</param>
public sealed record ContainerState(string Name, int? Days, bool Locked, bool ProtectedAppends, bool VersionLevel, IReadOnlyList<string> Holds)
{
    /// <param name="properties">Of a container as Azure Resource Manager gives it.</param>
    internal static ContainerState Of(string name, JsonElement properties)
    {
        var policy = properties.TryGetProperty("immutabilityPolicy", out var found) && found.TryGetProperty("properties", out var says) ? says : (JsonElement?)null;
        var days = policy?.GetProperty("immutabilityPeriodSinceCreationInDays").GetInt32();
        return new ContainerState(
            name, days, days is not null && policy!.Value.GetProperty("state").GetString() == "Locked", policy is { } its && Flag(its, "allowProtectedAppendWrites"),
            properties.TryGetProperty("immutableStorageWithVersioning", out var versions) && Flag(versions, "enabled"), HoldsOf(properties));
    }

    private static bool Flag(JsonElement of, string name) => of.TryGetProperty(name, out var flag) && flag.ValueKind == JsonValueKind.True;

    private static List<string> HoldsOf(JsonElement properties) =>
        properties.TryGetProperty("legalHold", out var hold) && hold.TryGetProperty("tags", out var tags) && tags.ValueKind == JsonValueKind.Array
            ? [.. tags.EnumerateArray().Select(tag => tag.GetProperty("tag").GetString()!).Order(StringComparer.Ordinal)]
            : [];
}
