using CrowdControl.AuditLog.Notes;
using CrowdControl.Witness.Hosting;
using Microsoft.Extensions.Configuration;

namespace CrowdControl.Witness.Cosigning;

/// <summary>The logs that are witnessed: their keys, whose names are their origins. A log has two while an old key gives way to a new one.</summary>
internal sealed class TrustedLogs
{
    private const string Setting = "Witness__Logs";
    private const string Example = "audit.exmoor.police.example/log/1+a1b2c3d4+AjBZ..., further keys after a space";
    private readonly ILookup<string, VerifierKey> _keys;

    /// <exception cref="FormatException">One is no log's key, or stands twice, or there is none.</exception>
    public TrustedLogs(IEnumerable<string> verifierKeys)
    {
        var keys = verifierKeys.Select(VerifierKey.Parse).ToList();
        if (keys.Count == 0) throw new FormatException("There is no key.");
        if (keys.FirstOrDefault(key => key.Type == NoteKeyType.Cosignature) is { } witness)
            throw new FormatException($"The key {witness} is a witness's: a log's is of type 1 or 2.");
        if (keys.GroupBy(key => key.ToString()).FirstOrDefault(same => same.Count() > 1) is { } twice)
            throw new FormatException($"The key {twice.Key} stands twice.");
        _keys = keys.ToLookup(key => key.Name, StringComparer.Ordinal);
    }

    /// <returns>None where the log is not known.</returns>
    public IReadOnlyList<VerifierKey> KeysOf(string origin) => [.. _keys[origin]];

    /// <exception cref="InvalidOperationException">The setting is missing or makes no sense.</exception>
    public static TrustedLogs Read(IConfiguration configuration)
    {
        try
        {
            var said = configuration.Required(Setting, Example);
            return new TrustedLogs(said.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        }
        catch (FormatException wrong)
        {
            throw Settings.Wrong(Setting, $"makes no sense: {wrong.Message.TrimEnd('.')}", Example);
        }
    }
}
