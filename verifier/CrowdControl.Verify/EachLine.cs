namespace CrowdControl.Verify;

/// <summary>verify --each: many commands in one process, for whoever has thousands of files.</summary>
internal static class EachLine
{
    /// <summary>Reads a command from each line, its words apart by tabs, and answers each in JSON with an empty line after it.</summary>
    /// <returns>The greatest exit code.</returns>
    public static int Run(TextReader input, TextWriter output)
    {
        var worst = (int)Verdict.Valid;
        while (input.ReadLine() is { } line)
        {
            worst = Math.Max(worst, Verifier.Run([.. line.Split('\t'), "--json"], output));
            output.WriteLine();
        }
        return worst;
    }
}
