using CrowdControl.AuditLog.Verifying;

namespace CrowdControl.Verify;

/// <summary>The program: reads files, answers, and does nothing else.</summary>
internal static class Verifier
{
    /// <returns>The exit code.</returns>
    public static int Run(IReadOnlyList<string> arguments, TextWriter output)
    {
        var answer = Answered(arguments);
        answer.Write(output, arguments.Contains("--json"));
        return (int)answer.Verdict;
    }

    private static Answer Answered(IReadOnlyList<string> arguments)
    {
        try
        {
            var asked = CommandLine.Parse(arguments);
            return asked.Command switch
            {
                "log" => LogAnswer.Of(asked, times: false),
                "anchor" => LogAnswer.Of(asked, times: true),
                "proof" => ProofAnswer.Of(asked),
                "consistency" => ComparisonAnswer.Of(asked, fork: false),
                _ => ComparisonAnswer.Of(asked, fork: true),
            };
        }
        catch (Unreadable unreadable)
        {
            return new Answer(
                Verdict.Unreadable, [("Cause", unreadable.Message)], [], [],
                unreadable.Usage ? [("How it is used", CommandLine.Usage.Split('\n'))] : []);
        }
    }
}
