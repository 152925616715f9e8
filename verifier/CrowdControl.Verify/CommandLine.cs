using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CrowdControl.AuditLog.Notes;
using CrowdControl.AuditLog.Verifying;

namespace CrowdControl.Verify;

/// <summary>What the user asked for.</summary>
internal sealed record CommandLine(string Command, IReadOnlyList<string> Operands, VerificationTerms Terms)
{
    public const string Usage = """
        verify log DIR                    a whole exported log: every entry, tile, checkpoint and frame of the journal
        verify anchor DIR                 the same, and between which times parties outside say the entries were written
        verify pack ZIP                   a disclosure pack: its files, entries, values, what was withheld, and whether anything was left out
        verify proof F.tlog-proof ENTRY   one entry by its proof, without the log
        verify day SHEET DIR              a daily sheet from the drawer, scanned or typed, against an exported log
        verify consistency A B            whether checkpoint B goes on from checkpoint A
        verify fork A B                   whether a log signed two statements that cannot both be true
        verify --each                     a command from each line of standard input, words apart by tabs; answers in JSON, an empty line after each

        A and B are signed checkpoints, or exported logs; B may hold a consistency proof above its checkpoint.

        --policy FILE    the trust policy: whom to believe. Without one no signature is judged (a pack: by its own). Get it from somebody you trust,
                         never from whoever gave you the log.
        --witness FILE   a signed checkpoint that somebody outside kept (log, anchor, day and pack); may be given several times
        --ca FILE        certificate of a time stamp authority in PEM; believed if the policy names its hash; may be given several times
        --as-of TIME     when the log has to have been fresh, such as 2026-11-02T09:15:00Z
        --json           answers in JSON

        Exit codes: 0 valid, 1 invalid, 2 valid but incomplete or not fresh, 3 unreadable. A pack that only its own policy vouches for is never
        called plainly valid: the first line says so, and in JSON "judgedBy".
        Nothing is sent anywhere, and the clock is not asked.
        """;

    private static readonly string[] TimeFormats = ["yyyy-MM-dd'T'HH:mm:ss'Z'", "yyyy-MM-dd'T'HH:mm:ss.fff'Z'"];

    public static CommandLine Parse(IReadOnlyList<string> arguments)
    {
        var (operands, terms, rest) = (new List<string>(), new VerificationTerms(), new Queue<string>(arguments));
        while (rest.TryDequeue(out var argument))
            if (argument.Length == 0) throw new Unreadable("A name is empty.", usage: true);
            else if (argument.StartsWith("--", StringComparison.Ordinal)) terms = Option(argument, rest, terms);
            else operands.Add(argument);
        var wanted = operands.FirstOrDefault() switch
        {
            "log" or "anchor" or "pack" => 1,
            "proof" or "consistency" or "fork" or "day" => 2,
            null => throw new Unreadable("Say what to verify.", usage: true),
            var unknown => throw new Unreadable($"There is no command {unknown}.", usage: true),
        };
        return operands.Count == 1 + wanted
            ? new CommandLine(operands[0], operands[1..], terms)
            : throw new Unreadable($"verify {operands[0]} takes {(wanted == 1 ? "one name" : "two names")}, not {operands.Count - 1}.",
                usage: true);
    }

    private static VerificationTerms Option(string name, Queue<string> rest, VerificationTerms terms)
    {
        if (name == "--json") return terms;
        if (name is not ("--policy" or "--witness" or "--ca" or "--as-of"))
            throw new Unreadable($"There is no option {name}.", usage: true);
        if (!rest.TryDequeue(out var value) || value.Length == 0) throw new Unreadable($"{name} needs a value.", usage: true);
        return name switch
        {
            "--policy" when terms.Policy is not null => throw new Unreadable("There is one policy at most.", usage: true),
            "--policy" => terms with { Policy = Read(value, bytes => TrustPolicy.Parse(bytes)) },
            "--witness" => terms with { Held = [.. terms.Held, Read(value, bytes => Held(value, bytes))] },
            "--ca" => terms with { Authorities = [.. terms.Authorities, .. Read(value, Certificates)] },
            _ => terms with { AsOf = Time(value) },
        };
    }

    private static T Read<T>(string file, Func<byte[], T> parse)
    {
        var bytes = Unreadable.Try(file, () => File.ReadAllBytes(file));
        try
        {
            return parse(bytes);
        }
        catch (Exception wrong) when (wrong is FormatException or CryptographicException)
        {
            throw new Unreadable($"{file} cannot be read: {wrong.Message}");
        }
    }

    private static HeldCheckpoint Held(string where, byte[] bytes)
    {
        var note = SignedNote.Parse(bytes);
        Checkpoint.Parse(note.Text);
        return new HeldCheckpoint(where, note);
    }

    private static X509Certificate2Collection Certificates(byte[] bytes)
    {
        var certificates = new X509Certificate2Collection();
        certificates.ImportFromPem(System.Text.Encoding.UTF8.GetString(bytes));
        return certificates.Count > 0 ? certificates : throw new FormatException("It holds no certificate in PEM.");
    }

    private static DateTimeOffset Time(string value) =>
        DateTimeOffset.TryParseExact(value, TimeFormats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time
            : throw new Unreadable($"{value} is not a time such as 2026-11-02T09:15:00Z.", usage: true);
}
