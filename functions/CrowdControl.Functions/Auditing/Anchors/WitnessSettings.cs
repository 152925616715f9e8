using System.Globalization;
using CrowdControl.AuditLog.Journal;
using CrowdControl.AuditLog.Notes;
using CrowdControl.AuditLog.Witnessing;
using CrowdControl.Functions.Hosting;
using Microsoft.Extensions.Configuration;

namespace CrowdControl.Functions.Auditing.Anchors;

/// <summary>Who cosigns the record, and how many of them a verifier should ask for.</summary>
internal sealed record WitnessSettings(IReadOnlyList<WitnessAddress> All, int Quorum)
{
    private const string Setting = "Audit__Witnesses";
    private const string Example = "witness.inspectorate.example+1a2b3c4d+BA5x... https://witness.inspectorate.example/, further pairs after a space";

    public static WitnessSettings None { get; } = new([], 0);

    /// <exception cref="InvalidOperationException">A setting makes no sense; the message names it.</exception>
    public static WitnessSettings Read(IConfiguration configuration)
    {
        var words = (configuration["Audit:Witnesses"] ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        try
        {
            if (words.Length % 2 != 0) throw new FormatException("Each witness is its key, a space, and its address.");
            var all = words.Chunk(2).Select(pair => new WitnessAddress(VerifierKey.Parse(pair[0]), AddressOf(pair[1]))).ToList();
            // Their signatures are kept in files of these names.
            if (all.GroupBy(witness => new LogPaths("").Cosignature(0, witness.Key.Name)).FirstOrDefault(same => same.Count() > 1) is { } twice)
                throw new FormatException($"The witness {twice.First().Key.Name} stands twice, or another one has nearly the same name.");
            return all.Count == 0 ? None : new WitnessSettings(all, configuration.Number("Audit__Quorum", 1, all.Count) ?? 1);
        }
        catch (FormatException wrong)
        {
            throw new InvalidOperationException($"The setting {Setting} makes no sense: {wrong.Message} Example: {Example}");
        }
    }

    private static Uri AddressOf(string text) => Uri.TryCreate(text, UriKind.Absolute, out var address)
        ? address
        : throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"{text} is no address."));
}
