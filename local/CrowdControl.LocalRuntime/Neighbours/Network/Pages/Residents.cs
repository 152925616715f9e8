using CrowdControl.LocalRuntime.Neighbours.Network.Accounts;
using CrowdControl.LocalRuntime.Neighbours.Network.Ledger;
using CrowdControl.LocalRuntime.Servers.Seeding;

namespace CrowdControl.LocalRuntime.Neighbours.Network.Pages;

/// <summary>The invented members of the public, as whom any visitor may speak.</summary>
internal sealed class Residents(NetworkLedger ledger)
{
    private readonly IReadOnlyList<DemoResident> _people = DemoPublic.Read().People;

    /// <param name="chosen">Handle of whom the visitor chose before.</param>
    public Markup Choice(string id, string? chosen) => $"""
        <label for="{id}">Speak as</label>
        <select id="{id}" name="as">
        {_people.Select(person => Option(person, person.Handle == chosen ? "selected" : ""))}
        </select>
        """;

    /// <summary>The resident's account, opened now where the demo has not opened it; null for anybody else.</summary>
    public Account? Find(string handle)
    {
        if (_people.All(person => person.Handle != handle)) return null;
        return ledger.Accounts.Find(handle)
            ?? NewAccounts.Open(ledger, handle, $"{handle.Split('.')[0]}@town.example", Town.Password);
    }

    private static Markup Option(DemoResident person, string selected) =>
        $"""<option value="{person.Handle}" {selected}>{person.Name} (@{person.Handle})</option>""";
}
