using System.Text.Json;
using System.Text.Json.Serialization;

namespace CrowdControl.LocalRuntime.Neighbours.Network.Faults;

/// <summary>One way of going wrong, and how often. What is not said is left as it is.</summary>
/// <param name="Method">A method's id such as <c>com.atproto.repo.createRecord</c>, the beginning of a path such as <c>/feeds/</c>, or <c>*</c>.</param>
/// <param name="Act">What happens.</param>
internal sealed record ScriptedFault(string Method, FaultAct Act)
{
    /// <summary>How many calls go wrong.</summary>
    public int Times { get; init; } = 1;

    /// <summary>How many calls go well first.</summary>
    public int After { get; init; }

    /// <summary>The call waits so long before anything else happens.</summary>
    public int DelayMilliseconds { get; init; }

    /// <summary>Of an answer that is made up; 500 unless said otherwise.</summary>
    public int Status { get; init; } = 500;

    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>Body of an answer that is made up: JSON, or a string that is sent as it is.</summary>
    public JsonElement? Body { get; init; }
}

/// <summary>What goes wrong.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<FaultAct>))]
internal enum FaultAct
{
    /// <summary>Nothing but the delay.</summary>
    [JsonStringEnumMemberName("delay")]
    Delay,

    /// <summary>The act is not done; a made-up answer is given.</summary>
    [JsonStringEnumMemberName("answer")]
    Answer,

    /// <summary>The act is done; a made-up answer is given.</summary>
    [JsonStringEnumMemberName("lie")]
    Lie,

    /// <summary>The act is done; half of the answer is sent, then the connection ends.</summary>
    [JsonStringEnumMemberName("truncate")]
    Truncate,

    /// <summary>The act is not done; the connection ends without an answer.</summary>
    [JsonStringEnumMemberName("drop-before")]
    DropBefore,

    /// <summary>The act is done; the connection ends without an answer.</summary>
    [JsonStringEnumMemberName("drop-after")]
    DropAfter,
}
