using CrowdControl.AuditLog.Verifying;

namespace CrowdControl.Verify;

/// <summary>The program: reads files, answers, and does nothing else.</summary>
internal static class Verifier
{
    /// <returns>The exit code.</returns>
    public static int Run(IReadOnlyList<string> arguments, TextWriter output)
    {
        var json = arguments.Contains("--json");
        try
        {
            var answer = Answered(CommandLine.Parse(arguments));
            answer.Write(output, json);
            return (int)answer.Verdict;
        }
        catch (Unreadable unreadable)
        {
            new Answer(Verdict.Unreadable, [("Cause", unreadable.Message)], [], [], []).Write(output, json);
            if (unreadable.Usage && !json) output.WriteLine($"{Environment.NewLine}{CommandLine.Usage}");
            return (int)Verdict.Unreadable;
        }
    }

    private static Answer Answered(CommandLine asked) => asked.Command switch
    {
        "log" => LogAnswer.Of(asked, times: false),
        "anchor" => LogAnswer.Of(asked, times: true),
        "pack" => PackAnswer.Of(asked),
        "day" => DayAnswer.Of(asked),
        "proof" => ProofAnswer.Of(asked),
        "consistency" => ComparisonAnswer.Of(asked, fork: false),
        _ => ComparisonAnswer.Of(asked, fork: true),
    };
}
