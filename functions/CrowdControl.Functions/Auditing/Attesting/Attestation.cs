using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace CrowdControl.Functions.Auditing.Attesting;

/// <summary>What was found in one day's look at the record's storage: a file beside the checkpoints, whose hash is on the record.</summary>
/// <param name="Log">Under which name the log is known outside.</param>
/// <param name="Account">Resource id of the storage account; null where storage enforces nothing, and nothing is claimed.</param>
/// <param name="Blobs">Of containers in which each blob may have a policy of its own.</param>
/// <param name="Findings">What is wrong, in words; empty where nothing is.</param>
internal sealed record Attestation(
    string Log, DateTimeOffset At, string? Account, IReadOnlyList<ContainerState> Containers, IReadOnlyList<BlobStanding> Blobs,
    IReadOnlyList<string> Findings)
{
    private static readonly JsonSerializerOptions Form = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        NewLine = "\n",
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    /// <summary>Storage itself refuses to change or delete, as far as Azure says; it may still be unlocked.</summary>
    [JsonIgnore]
    public bool Enforced => Account is not null && Findings.Count == 0;

    /// <summary>And nobody can make it stop.</summary>
    [JsonIgnore]
    public bool Locked => Enforced && Containers.Where(ContainerRule.Protects).All(container => container.Locked);

    /// <summary>Its place among the anchors.</summary>
    public static string NameOf(DateTimeOffset day) =>
        $"{Auditing.Log.RecordLogs.First}/attest/{day.UtcDateTime.ToString("yyyyMMdd", CultureInfo.InvariantCulture)}.json";

    public static string DigestOf(ReadOnlyMemory<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes.Span));

    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, Form);

    /// <exception cref="JsonException">These are other bytes than this writes.</exception>
    public static Attestation Read(ReadOnlyMemory<byte> bytes) => JsonSerializer.Deserialize<Attestation>(bytes.Span, Form) ?? throw new JsonException();
}
