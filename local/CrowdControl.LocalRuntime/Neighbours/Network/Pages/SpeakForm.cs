using CrowdControl.LocalRuntime.Neighbours.Network.Ledger;

namespace CrowdControl.LocalRuntime.Neighbours.Network.Pages;

/// <summary>Where a visitor says something as one of the invented residents.</summary>
internal sealed class SpeakForm(NetworkLedger ledger)
{
    private readonly Residents _residents = new(ledger);

    /// <summary>For a post of its own: folded away until somebody wants it, or has to correct what they typed.</summary>
    public Markup New(Draft? draft, string mention = "") => $"""
        <details class="speak" {(draft is null ? "" : "open")}>
        <summary>Say something as one of the residents</summary>
        {Form("/", "Your post", "Post", draft, mention.Length > 0 ? $"@{mention} " : "")}
        </details>
        """;

    public Markup Reply(string address, Draft? draft) => $"""
        <section class="speak" aria-labelledby="speak">
        <h2 id="speak">Answer as a member of the public</h2>
        {Form(address, "Your reply", "Reply", draft, text: "")}
        </section>
        """;

    private Markup Form(string action, string label, string button, Draft? draft, string text) => $"""
        <form method="post" action="{action}">
        {Problem(draft)}
        <div class="field">{_residents.Choice("as", draft?.As)}</div>
        <div class="field">
        <label for="text">{label}</label>
        <textarea id="text" name="text" rows="3" required aria-describedby="hint{(draft is null ? "" : " problem")}"{Invalid(draft)}>{draft?.Text ?? text}</textarea>
        <p class="hint" id="hint">At most 300 characters. Write @ and a handle to mention an account.</p>
        </div>
        <button>{button}</button>
        </form>
        """;

    private static Markup Problem(Draft? draft) =>
        draft is null ? Markup.Nothing : $"""<p class="problem" id="problem" role="alert">{draft.Problem}</p>""";

    private static Markup Invalid(Draft? draft) => draft is null ? Markup.Nothing : $""" aria-invalid="true" autofocus""";
}
