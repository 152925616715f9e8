using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using CrowdControl.Functions.Disclosing.Making;

namespace CrowdControl.Functions.Disclosing.Writing;

/// <summary>case.jsonld: who did what to the material, for programs that read CASE/UCO 1.x; an InvestigativeAction for each step of custody.</summary>
internal static class CaseGraph
{
    private static readonly string[] Custody = ["evidence.", "hold.", "restriction.", "erasure.", "retention.", "disclosure."];
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.Default, NewLine = "\n" };

    public static byte[] Write(PackFacts facts)
    {
        var steps = facts.Entries.Where(entry => Array.Exists(Custody, entry.Act.StartsWith)).ToList();
        var graph = new JsonArray(
        [
            new JsonObject
            {
                ["@id"] = $"kb:disclosure-{facts.Pack.Id}",
                ["@type"] = "case-investigation:Investigation",
                ["uco-core:name"] = facts.About,
                ["uco-core:description"] = facts.Terms.Purpose,
                ["case-investigation:focus"] = facts.Terms.Authority,
                ["uco-core:object"] = new JsonArray([.. steps.Select(step => (JsonNode)Reference($"kb:entry-{step.Index}"))]),
            },
            .. steps.Select(step => (JsonNode)Action(step, facts.Frame.Exhibits)),
            .. facts.Frame.Exhibits.SelectMany(exhibit => (JsonNode[])[File(exhibit), Provenance(exhibit)]),
            .. steps.Select(step => step.Actor).Distinct().Select(actor => (JsonNode)Performer(actor)),
        ]);
        return JsonSerializer.SerializeToUtf8Bytes(new JsonObject { ["@context"] = Context(), ["@graph"] = graph }, Readable);
    }

    private static JsonObject Context() => new()
    {
        ["kb"] = "http://example.org/kb/",
        ["case-investigation"] = "https://ontology.caseontology.org/case/investigation/",
        ["uco-action"] = "https://ontology.unifiedcyberontology.org/uco/action/",
        ["uco-core"] = "https://ontology.unifiedcyberontology.org/uco/core/",
        ["uco-observable"] = "https://ontology.unifiedcyberontology.org/uco/observable/",
        ["uco-types"] = "https://ontology.unifiedcyberontology.org/uco/types/",
        ["uco-identity"] = "https://ontology.unifiedcyberontology.org/uco/identity/",
        ["xsd"] = "http://www.w3.org/2001/XMLSchema#",
    };

    private static JsonObject Action(ShownEntry step, IReadOnlyList<PackedExhibit> exhibits)
    {
        var action = Action(step);
        if (exhibits.FirstOrDefault(exhibit => exhibit.Entries.Contains(step.Index)) is { } touched) action["uco-action:object"] = Reference(FileOf(touched));
        return action;
    }

    private static JsonObject File(PackedExhibit exhibit) => new()
    {
        ["@id"] = FileOf(exhibit),
        ["@type"] = "uco-observable:File",
        ["uco-core:hasFacet"] = new JsonArray(
        [
            new JsonObject
            {
                ["@id"] = $"{FileOf(exhibit)}-name",
                ["@type"] = "uco-observable:FileFacet",
                ["uco-observable:filePath"] = exhibit.File.Path,
                ["uco-observable:sizeInBytes"] = exhibit.File.Length,
            },
            new JsonObject
            {
                ["@id"] = $"{FileOf(exhibit)}-content",
                ["@type"] = "uco-observable:ContentDataFacet",
                ["uco-observable:hash"] = new JsonObject
                {
                    ["@id"] = $"{FileOf(exhibit)}-hash",
                    ["@type"] = "uco-types:Hash",
                    ["uco-types:hashMethod"] = "SHA256",
                    ["uco-types:hashValue"] = new JsonObject { ["@type"] = "xsd:hexBinary", ["@value"] = exhibit.Sha256 },
                },
            },
        ]),
    };

    private static JsonObject Provenance(PackedExhibit exhibit) => new()
    {
        ["@id"] = $"kb:exhibit-{exhibit.Id}",
        ["@type"] = "case-investigation:ProvenanceRecord",
        ["uco-core:description"] = exhibit.Label,
        ["case-investigation:exhibitNumber"] = exhibit.Number,
        ["uco-core:object"] = Reference(FileOf(exhibit)),
    };

    private static string FileOf(PackedExhibit exhibit) => $"kb:file-{exhibit.Id}";

    private static JsonObject Action(ShownEntry step) => new()
    {
        ["@id"] = $"kb:entry-{step.Index}",
        ["@type"] = "case-investigation:InvestigativeAction",
        ["uco-core:name"] = step.Act,
        ["uco-core:description"] = $"{PackFacts.Act(step.Act)}: {step.Outcome}; about {step.Subject}. Entry {step.Index} of the record.",
        ["uco-action:startTime"] = new JsonObject
        {
            ["@type"] = "xsd:dateTime",
            ["@value"] = step.At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
        },
        ["uco-action:performer"] = Reference(NameOf(step.Actor)),
    };

    private static JsonObject Performer(string actor) => new()
    {
        ["@id"] = NameOf(actor),
        ["@type"] = "uco-identity:Identity",
        ["uco-core:name"] = actor,
    };

    private static string NameOf(string actor) =>
        $"kb:actor-{string.Concat(actor.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-'))}";

    private static JsonObject Reference(string id) => new() { ["@id"] = id };
}
