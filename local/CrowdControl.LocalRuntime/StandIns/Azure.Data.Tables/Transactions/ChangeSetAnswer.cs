using System.Globalization;
using System.Text;
using Azure.Core;
using Azure.Data.Tables.Wire;

namespace Azure.Data.Tables.Transactions;

/// <summary>The answers within a batch's answer, in the order of the actions; one alone where the change set failed.</summary>
internal static class ChangeSetAnswer
{
    /// <exception cref="InvalidDataException">It is not a batch's answer.</exception>
    public static IReadOnlyList<Response> Decode(ReadOnlySpan<byte> body)
    {
        // Latin-1 maps bytes to characters one to one, so that parts can be cut by index whatever their text is.
        var text = Encoding.Latin1.GetString(body).Replace("\r\n", "\n", StringComparison.Ordinal);
        var answers = new List<Response>();
        for (var at = 0; (at = text.IndexOf("\nHTTP/1.1 ", at, StringComparison.Ordinal)) >= 0; at++)
            answers.Add(One(text[(at + 1)..End(text, at + 1)]));
        return answers.Count > 0 ? answers : throw new InvalidDataException("The answer to the transaction holds no answers.");
    }

    private static int End(string text, int start)
    {
        foreach (var mark in (string[])["\n--changesetresponse_", "\n--batchresponse_"])
            if (text.IndexOf(mark, start, StringComparison.Ordinal) is >= 0 and var end) return end;
        return text.Length;
    }

    private static LocalResponse One(string part)
    {
        var blank = part.IndexOf("\n\n", StringComparison.Ordinal);
        var head = (blank < 0 ? part : part[..blank]).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var body = blank < 0 ? "" : part[(blank + 2)..].TrimEnd('\n');
        var status = head[0].Split(' ', 3);
        var headers = head.Skip(1).Select(line => line.Split(':', 2)).Where(pair => pair.Length == 2);
        return new(
            int.Parse(status[1], CultureInfo.InvariantCulture),
            status.Length > 2 ? status[2] : "",
            [.. headers.Select(pair => new HttpHeader(pair[0], pair[1].Trim()))],
            Encoding.Latin1.GetBytes(body));
    }
}
