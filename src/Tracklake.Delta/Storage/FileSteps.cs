namespace Tracklake.Delta;

/// <summary>
/// Names every step by which the library changes the disk, just before it is taken. Tests kill the process at each of
/// them in turn; nothing else listens.
/// </summary>
internal static class FileSteps
{
    public static Action<string>? Observe { get; set; }

    public static void Before(string step, string path) => Observe?.Invoke($"{step} {path}");
}
