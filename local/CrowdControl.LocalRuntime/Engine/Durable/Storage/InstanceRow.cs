using Azure.Data.Tables;
using CrowdControl.LocalRuntime.Engine.Durable.History;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace CrowdControl.LocalRuntime.Engine.Durable.Storage;

/// <summary>The row that says how an orchestration stands.</summary>
internal static class InstanceRow
{
    public const string Key = "instance";

    /// <param name="whole">Also what never changes: name, input, parent, tags.</param>
    public static TableEntity Write(InstanceState state, bool whole)
    {
        var row = new TableEntity(state.Instance, Key)
        {
            ["Status"] = state.Status.ToString(),
            ["Execution"] = state.Execution,
            ["Generation"] = state.Generation,
            ["Episodes"] = state.Episodes,
            ["UpdatedAt"] = state.UpdatedAt,
            ["Owes"] = state.Owes,
            ["WakeAt"] = state.WakeAt ?? DateTimeOffset.MaxValue.Date.ToUniversalTime(),
        };
        if (whole)
        {
            row["Name"] = state.Name;
            row["CreatedAt"] = state.CreatedAt;
            LongText.Write(row, "Input", state.Input);
            if (state.Parent is not null) row["Parent"] = HubJson.Write(state.Parent);
            if (state.Tags is { Count: > 0 }) row["Tags"] = HubJson.Write(state.Tags);
        }

        LongText.Write(row, "Output", state.Output);
        LongText.Write(row, "CustomStatus", state.CustomStatus ?? (whole ? null : ""));
        if (state.Failure is not null) LongText.Write(row, "Failure", HubJson.Write(state.Failure));
        return row;
    }

    public static InstanceState Read(TableEntity row)
    {
        var wake = row.GetDateTimeOffset("WakeAt");
        return new(row.PartitionKey, row.GetString("Name"), row.GetString("Execution"))
        {
            Status = Enum.Parse<OrchestrationRuntimeStatus>(row.GetString("Status")),
            Generation = row.GetInt32("Generation") ?? 0,
            Episodes = row.GetInt32("Episodes") ?? 0,
            CreatedAt = row.GetDateTimeOffset("CreatedAt") ?? default,
            UpdatedAt = row.GetDateTimeOffset("UpdatedAt") ?? default,
            Owes = row.GetBoolean("Owes") ?? false,
            WakeAt = wake is { Year: < 9999 } ? wake : null,
            Input = LongText.Read(row, "Input"),
            Output = LongText.Read(row, "Output"),
            CustomStatus = LongText.Read(row, "CustomStatus") is { Length: > 0 } status ? status : null,
            Failure = LongText.Read(row, "Failure") is { } failure ? HubJson.Read<TaskFailureDetails>(failure) : null,
            Parent = row.GetString("Parent") is { } parent ? HubJson.Read<ParentCall>(parent) : null,
            Tags = row.GetString("Tags") is { } tags ? HubJson.Read<Dictionary<string, string>>(tags) : null,
            Tag = row.ETag,
        };
    }
}
