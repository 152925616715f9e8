using System.Globalization;
using CrowdControl.LocalRuntime.Servers;
using Microsoft.Extensions.Configuration;

namespace CrowdControl.LocalRuntime.Engine.Settings;

/// <summary>Single values of host.json; each refusal names the value and says what it may be.</summary>
internal sealed class HostValues(IConfiguration file)
{
    public bool Has(string path) => file[path] is not null;

    public string Text(string path, string otherwise) => file[path] ?? otherwise;

    public IEnumerable<string> Children(string path) => file.GetSection(path).GetChildren().Select(child => child.Key);

    public int Number(string path, int otherwise, int from, int to) =>
        file[path] is not { } text ? otherwise
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= from && number <= to ? number
        : throw Refused(path, text, $"a whole number from {from} to {to}");

    public bool Flag(string path, bool otherwise) =>
        file[path] is not { } text ? otherwise : bool.TryParse(text, out var flag) ? flag : throw Refused(path, text, "true or false");

    public TimeSpan Span(string path, TimeSpan otherwise, TimeSpan from) =>
        file[path] is not { } text ? otherwise
        : TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var span) && span >= from ? span
        : throw Refused(path, text, $"a time of at least {from}, as hh:mm:ss");

    public T Choice<T>(string path, T otherwise)
        where T : struct, Enum =>
        file[path] is not { } text ? otherwise
        : Enum.TryParse<T>(text, ignoreCase: true, out var choice) && Enum.IsDefined(choice) ? choice
        : throw Refused(path, text, "one of " + string.Join(", ", Enum.GetNames<T>()));

    private static StartFailed Refused(string path, string text, string expected) =>
        new($"host.json: {path.Replace(':', '.')} is \"{text}\", and has to be {expected}.");
}
