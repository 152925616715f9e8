using CrowdControl.AuditLog.Notes;
using CrowdControl.AuditLog.Witnessing;
using Microsoft.AspNetCore.Http;

namespace CrowdControl.Witness.Cosigning;

/// <summary>What the witness says to a checkpoint (C2SP tlog-witness, add-checkpoint).</summary>
public abstract record CosigningAnswer
{
    public sealed record Cosigned(NoteSignature Line) : CosigningAnswer;

    public sealed record Malformed(string Why) : CosigningAnswer;

    public sealed record UnknownLog(string Origin) : CosigningAnswer;

    public sealed record NotSigned(string Why) : CosigningAnswer;

    /// <summary>Asked with another size than that of the latest checkpoint that was cosigned.</summary>
    public sealed record OtherSize(ulong Known) : CosigningAnswer;

    public sealed record Inconsistent(string Why) : CosigningAnswer;

    public IResult ToHttp() => this switch
    {
        Cosigned cosigned => Results.Text(cosigned.Line.ToLine()),
        Malformed malformed => Refusal(StatusCodes.Status400BadRequest, malformed.Why),
        NotSigned unsigned => Refusal(StatusCodes.Status403Forbidden, unsigned.Why),
        UnknownLog log => Refusal(StatusCodes.Status404NotFound, $"The log {log.Origin} is not witnessed here."),
        OtherSize other => Results.Text(
            AddCheckpointRequest.SizeText(other.Known), AddCheckpointRequest.SizeType, statusCode: StatusCodes.Status409Conflict),
        Inconsistent inconsistent => Refusal(StatusCodes.Status422UnprocessableEntity, inconsistent.Why),
        _ => throw new InvalidOperationException("There is no such answer."),
    };

    private static IResult Refusal(int status, string why) => Results.Text(why + "\n", statusCode: status);
}
