using System.Text.Json;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Converters;

namespace CrowdControl.LocalRuntime.Engine.Durable;

/// <summary>
/// How inputs, results and events are written in a function app. The worker gives its own serializer to the durable client and worker in place of
/// <see cref="JsonDataConverter.Default"/>: names in whatever case when reading, and no fields.
/// </summary>
internal static class WorkerJson
{
    public static DataConverter Converter { get; } = Of(new JsonSerializerOptions { PropertyNameCaseInsensitive = true });

    /// <param name="workers">The app's own <see cref="JsonSerializerOptions"/>, where it configured them.</param>
    public static DataConverter Of(JsonSerializerOptions workers) => new JsonDataConverter(workers);
}
