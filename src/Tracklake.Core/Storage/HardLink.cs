using System.Runtime.InteropServices;

namespace Tracklake.Storage;

/// <summary>Gives a file a second name, failing when the name is taken: the one atomic "create if absent" of a disk.</summary>
internal static partial class HardLink
{
    private const int FileExists = 17; // EEXIST, the same on Linux and macOS
    private const int WindowsFileExists = 183; // ERROR_ALREADY_EXISTS

    /// <returns>False when <paramref name="target"/> already existed.</returns>
    /// <exception cref="IOException">The file system refused for another reason.</exception>
    public static bool TryCreate(string source, string target)
    {
        if (OperatingSystem.IsWindows())
        {
            if (CreateHardLink(target, source, IntPtr.Zero))
                return true;
            var windowsError = Marshal.GetLastPInvokeError();
            return windowsError == WindowsFileExists ? false : throw Failed(target, windowsError);
        }
        if (Link(source, target) == 0)
            return true;
        var error = Marshal.GetLastPInvokeError();
        return error == FileExists ? false : throw Failed(target, error);
    }

    private static IOException Failed(string target, int error) =>
        new($"Cannot write '{target}': {Marshal.GetPInvokeErrorMessage(error)} (error {error}).");

    [LibraryImport("libc", EntryPoint = "link", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Link(string source, string target);

    [LibraryImport("kernel32", EntryPoint = "CreateHardLinkW", SetLastError = true,
        StringMarshalling = StringMarshalling.Utf16)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool CreateHardLink(string target, string source, IntPtr security);
}
