using System.Globalization;

namespace CrowdControl.LocalRuntime.Servers;

/// <summary>The words after a verb: <c>--name value</c>, <c>--switch</c> and plain words.</summary>
internal sealed class VerbOptions
{
    private static readonly string[] Known = ["port", "data", "empty", "rough", "rate-limits"];
    private static readonly string[] Switches = ["empty", "rough", "rate-limits"];
    private readonly Dictionary<string, string> _named = [];

    public List<string> Words { get; } = [];

    /// <exception cref="WrongUse">An option is unknown or lacks its value.</exception>
    public static VerbOptions Parse(string[] arguments)
    {
        var options = new VerbOptions();
        for (var at = 0; at < arguments.Length; at++)
        {
            if (!arguments[at].StartsWith("--", StringComparison.Ordinal))
            {
                options.Words.Add(arguments[at]);
                continue;
            }

            var name = arguments[at][2..];
            if (!Known.Contains(name)) throw new WrongUse($"There is no option --{name}. Known: --{string.Join(", --", Known)}.");
            if (Switches.Contains(name)) options._named[name] = "";
            else if (++at < arguments.Length) options._named[name] = arguments[at];
            else throw new WrongUse($"--{name} needs a value.");
        }

        return options;
    }

    public bool Has(string name) => _named.ContainsKey(name);

    public string? Value(string name) => _named.GetValueOrDefault(name);

    public string Required(string name) => Value(name) ?? throw new WrongUse($"--{name} is missing.");

    public int Port(int otherwise)
    {
        if (Value("port") is not { } text) return otherwise;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and < 65530
            ? port
            : throw new WrongUse($"--port takes a number from 1 to 65529, not {text}.");
    }
}

/// <summary>The words typed make no sense; the message says which do.</summary>
internal sealed class WrongUse(string message) : Exception(message);
