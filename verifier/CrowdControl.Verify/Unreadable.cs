namespace CrowdControl.Verify;

/// <summary>What was to be verified, or what to hold it to, cannot be read; or the command line cannot be understood.</summary>
internal sealed class Unreadable(string message, bool usage = false) : Exception(message)
{
    /// <summary>Whether to show how the program is called.</summary>
    public bool Usage => usage;

    /// <summary>Reads what the user named.</summary>
    public static T Try<T>(string what, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException)
        {
            throw new Unreadable($"{what} cannot be read: {wrong.Message}");
        }
    }
}
