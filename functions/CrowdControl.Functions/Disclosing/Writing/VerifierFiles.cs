using System.Security.Cryptography;
using System.Text;

namespace CrowdControl.Functions.Disclosing.Writing;

/// <summary>The verifier that goes along in every pack: a page and a procedure always, programs where this build has them.</summary>
/// <param name="Folder">Where the files lie.</param>
internal sealed record VerifierFiles(string Folder)
{
    public const string Sums = "SHA256SUMS";
    private static readonly string[] Always = ["PROCEDURE.md", "verify.html"];
    private static readonly string[] Programs = ["verify-linux-x64", "verify-win-x64.exe"];

    /// <summary>The build puts them there: see verifier/publish.sh.</summary>
    public static VerifierFiles BesideTheApp { get; } = new(Path.Combine(AppContext.BaseDirectory, "verifier"));

    public bool HasPrograms => Programs.All(name => File.Exists(Path.Combine(Folder, name)));

    /// <summary>Names of the files that are there, rising.</summary>
    /// <exception cref="InvalidOperationException">The page or the procedure is missing from this build.</exception>
    public IReadOnlyList<string> Names()
    {
        foreach (var name in Always)
            if (!File.Exists(Path.Combine(Folder, name)))
                throw new InvalidOperationException($"{name} is missing in {Folder}, and no pack leaves without it. Build or deploy the app anew.");
        return [.. Always.Concat(Programs.Where(name => File.Exists(Path.Combine(Folder, name)))).Order(StringComparer.Ordinal)];
    }

    public FileStream Open(string name) => File.OpenRead(Path.Combine(Folder, name));

    /// <summary>For <c>sha256sum -c SHA256SUMS</c>.</summary>
    public static byte[] SumsOf(IEnumerable<(string Name, string Sha256)> files) => Encoding.ASCII.GetBytes(
        string.Concat(files.Select(file => $"{file.Sha256}  {file.Name}\n")));
}
